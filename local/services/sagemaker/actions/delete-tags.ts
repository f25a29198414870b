import { action } from '../../../kernel/index.ts';

interface Input {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

/** DeleteTags. */
export const deleteTags = action(
  'DeleteTags',
  (input: Input) => [{ action: 'sagemaker:DeleteTags', resource: input.ResourceArn }],
  ({ ResourceArn, TagKeys }, { cloud }) => {
    for (const key of TagKeys) {
      cloud.db.run(
        'DELETE FROM sagemaker_tags WHERE resource_arn = ? AND key = ?',
        ResourceArn.toLowerCase(),
        key,
      );
    }
    return {};
  },
);

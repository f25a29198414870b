import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { putTags, resourceExists, tagsOf } from '../tags.ts';

interface Input {
  readonly ResourceArn: string;
  readonly Tags: readonly Tag[];
}

/** AddTags. */
export const addTags = action(
  'AddTags',
  (input: Input) => [{ action: 'sagemaker:AddTags', resource: input.ResourceArn }],
  ({ ResourceArn, Tags }, { cloud }) => {
    if (!resourceExists(cloud, ResourceArn))
      throw validationException(`Could not find resource "${ResourceArn}".`);
    putTags(cloud, ResourceArn.toLowerCase(), Tags);
    return { Tags: tagsOf(cloud, ResourceArn.toLowerCase()) };
  },
);

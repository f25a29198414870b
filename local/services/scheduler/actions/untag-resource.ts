import { action } from '../../../kernel/index.ts';
import { onTagged, taggedGroup } from '../groups.ts';

/** UntagResource. A tag that is not there is no error. */
export const untagResource = action(
  'UntagResource',
  onTagged('UntagResource'),
  (input: { readonly ResourceArn: string; readonly TagKeys: readonly string[] }, { cloud }) => {
    taggedGroup(input.ResourceArn, cloud);
    for (const key of input.TagKeys)
      cloud.db.run('DELETE FROM scheduler_tags WHERE arn = ? AND key = ?', input.ResourceArn, key);
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { onTagged, requireTaggable } from '../tags.ts';

/** UntagResource. A tag that is not there is no error. */
export const untagResource = action(
  'UntagResource',
  onTagged('UntagResource'),
  (input: { readonly ResourceARN: string; readonly TagKeys: readonly string[] }, { cloud }) => {
    requireTaggable(input.ResourceARN, cloud);
    for (const key of input.TagKeys)
      cloud.db.run('DELETE FROM cloudwatch_tags WHERE arn = ? AND key = ?', input.ResourceARN, key);
    return {};
  },
);

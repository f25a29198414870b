import { action } from '../../../kernel/index.ts';
import { on } from '../permissions.ts';
import { checkTaggable } from '../taggable.ts';

/** UntagResource. */
export const untagResource = action(
  'UntagResource',
  on('UntagResource', 'resourceArn'),
  (
    { resourceArn, tagKeys }: { readonly resourceArn: string; readonly tagKeys: readonly string[] },
    { cloud },
  ) => {
    checkTaggable(cloud, resourceArn);
    for (const key of tagKeys)
      cloud.db.run('DELETE FROM states_tags WHERE resource_arn = ? AND key = ?', resourceArn, key);
    return {};
  },
);

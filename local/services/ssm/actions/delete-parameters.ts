import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { parameterNotFound } from '../errors.ts';
import { onParameter, parameterPermission } from '../parameters.ts';

/** DeleteParameter: with all versions, labels and tags. */
export const deleteParameter = action(
  'DeleteParameter',
  onParameter('DeleteParameter'),
  ({ Name }: { readonly Name: string }, context) => {
    if (!remove(Name, context)) throw parameterNotFound(Name);
    return {};
  },
);

/** DeleteParameters: those there were, and those there were not. */
export const deleteParameters = action(
  'DeleteParameters',
  ({ Names }: { readonly Names: readonly string[] }, context) =>
    Names.map((name) => parameterPermission('DeleteParameters', name, context)),
  ({ Names }, context) => {
    const gone = Names.filter((name) => remove(name, context));
    return {
      DeletedParameters: gone,
      InvalidParameters: Names.filter((name) => !gone.includes(name)),
    };
  },
);

function remove(name: string, { cloud }: ActionContext): boolean {
  const gone = cloud.db.run('DELETE FROM ssm_versions WHERE name = ?', name);
  cloud.db.run('DELETE FROM ssm_labels WHERE name = ?', name);
  cloud.db.run('DELETE FROM ssm_tags WHERE name = ?', name);
  return gone > 0;
}

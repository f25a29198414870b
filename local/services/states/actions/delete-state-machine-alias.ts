import { action } from '../../../kernel/index.ts';
import { aliasAt } from '../aliases.ts';
import { on } from '../permissions.ts';

/** DeleteStateMachineAlias. */
export const deleteStateMachineAlias = action(
  'DeleteStateMachineAlias',
  on('DeleteStateMachineAlias', 'stateMachineAliasArn'),
  ({ stateMachineAliasArn }: { readonly stateMachineAliasArn: string }, { cloud }) => {
    cloud.db.run(
      'DELETE FROM states_aliases WHERE arn = ?',
      aliasAt(cloud, stateMachineAliasArn).arn,
    );
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { aliasAt, checkRouting } from '../aliases.ts';
import type { Route } from '../machines.ts';
import { on } from '../permissions.ts';

interface Input {
  readonly stateMachineAliasArn: string;
  readonly description?: string;
  readonly routingConfiguration?: readonly Route[];
}

/** UpdateStateMachineAlias. */
export const updateStateMachineAlias = action(
  'UpdateStateMachineAlias',
  on('UpdateStateMachineAlias', 'stateMachineAliasArn'),
  ({ stateMachineAliasArn, description, routingConfiguration }: Input, { cloud }) => {
    const alias = aliasAt(cloud, stateMachineAliasArn);
    if (routingConfiguration) checkRouting(cloud, routingConfiguration);
    const now = cloud.world.now();
    cloud.db.run(
      'UPDATE states_aliases SET description = ?, routing = ?, updated = ? WHERE arn = ?',
      description ?? alias.description,
      routingConfiguration ? JSON.stringify(routingConfiguration) : alias.routing,
      now,
      alias.arn,
    );
    return { updateDate: new Date(now) };
  },
);

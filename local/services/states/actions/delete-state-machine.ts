import { action } from '../../../kernel/index.ts';
import { abort } from '../engine/abort.ts';
import { on } from '../permissions.ts';

/**
 * DeleteStateMachine. Running executions are stopped; a machine that does not exist is not an
 * error.
 */
export const deleteStateMachine = action(
  'DeleteStateMachine',
  on('DeleteStateMachine', 'stateMachineArn'),
  ({ stateMachineArn }: { readonly stateMachineArn: string }, { cloud }) => {
    const running = cloud.db.all<{ arn: string }>(
      "SELECT arn FROM states_executions WHERE machine_arn = ? AND status = 'RUNNING'",
      stateMachineArn,
    );
    for (const { arn } of running) abort(cloud, arn, {});
    cloud.db.run('DELETE FROM states_machines WHERE arn = ?', stateMachineArn);
    cloud.db.run('DELETE FROM states_versions WHERE machine_arn = ?', stateMachineArn);
    cloud.db.run('DELETE FROM states_aliases WHERE machine_arn = ?', stateMachineArn);
    cloud.db.run('DELETE FROM states_tags WHERE resource_arn = ?', stateMachineArn);
    return {};
  },
);

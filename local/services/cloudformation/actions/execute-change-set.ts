import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { changeSetNamed } from '../change-sets.ts';
import type { ChangeSetInput, NamedChangeSet } from '../change-sets.ts';
import { beginCreation, beginUpdate, checkChangeable } from '../deploy.ts';
import { onStack, stackNamed } from '../stacks.ts';

interface ExecuteChangeSetInput extends NamedChangeSet {
  readonly DisableRollback?: boolean;
}

/** ExecuteChangeSet: begins to do what a change set tells. The stack's other change sets go. */
export const executeChangeSet = action(
  'ExecuteChangeSet',
  onStack('ExecuteChangeSet'),
  (input: ExecuteChangeSetInput, { cloud, principal }) => {
    const row = changeSetNamed(input, cloud);
    if (row.execution !== 'AVAILABLE')
      throw new AwsError(
        'InvalidChangeSetStatusException',
        `ChangeSet [${row.id}] cannot be executed in its current status of [${row.status}]`,
        { status: 400, queryCode: 'InvalidChangeSetStatus' },
      );
    const { template, given, type } = JSON.parse(row.input) as ChangeSetInput;
    const stack = stackNamed(row.stack, cloud);
    const onFailure = input.DisableRollback ? 'DO_NOTHING' : given.onFailure;
    const deployment = { template, given: { ...given, onFailure, principal } };
    if (type === 'CREATE') beginCreation(stack.name, deployment, cloud);
    else {
      checkChangeable(stack);
      beginUpdate(stack, deployment, cloud);
    }
    cloud.db.run('DELETE FROM cloudformation_change_sets WHERE stack = ?', stack.id);
    return {};
  },
);

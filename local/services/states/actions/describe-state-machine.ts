import { action } from '../../../kernel/index.ts';
import { variableReferences } from '../language/variable-references.ts';
import { parseDefinition } from '../language/definition.ts';
import { settingsOf } from '../machine-output.ts';
import { resolveMachine, shownRevision } from '../machines.ts';
import { on } from '../permissions.ts';

/** DescribeStateMachine. A machine has a revision id once it was updated. */
export const describeStateMachine = action(
  'DescribeStateMachine',
  on('DescribeStateMachine', 'stateMachineArn'),
  ({ stateMachineArn }: { readonly stateMachineArn: string }, { cloud }) => {
    const machine = resolveMachine(cloud, stateMachineArn);
    const references = variableReferences(parseDefinition(machine.definition));
    return {
      stateMachineArn: machine.versionArn ?? machine.arn,
      name: machine.name,
      status: 'ACTIVE',
      definition: machine.definition,
      roleArn: machine.role_arn,
      type: machine.type,
      creationDate: new Date(machine.created),
      ...settingsOf(machine),
      ...shownRevision(machine),
      ...(machine.versionDescription === undefined
        ? {}
        : { description: machine.versionDescription }),
      ...(Object.keys(references).length === 0 ? {} : { variableReferences: references }),
    };
  },
);

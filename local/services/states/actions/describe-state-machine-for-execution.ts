import { action } from '../../../kernel/index.ts';
import { findExecution, revisionOf } from '../engine/execution.ts';
import { machineName } from '../engine/principal.ts';
import { executionDoesNotExist } from '../errors.ts';
import { parseDefinition } from '../language/definition.ts';
import { variableReferences } from '../language/variable-references.ts';
import { settingsOf } from '../machine-output.ts';
import { shownRevision } from '../machines.ts';
import { on } from '../permissions.ts';

/** DescribeStateMachineForExecution: the machine as it was when the execution began. */
export const describeStateMachineForExecution = action(
  'DescribeStateMachineForExecution',
  on('DescribeStateMachineForExecution', 'executionArn'),
  ({ executionArn }: { readonly executionArn: string }, { cloud }) => {
    const execution = findExecution(cloud, executionArn);
    if (!execution) throw executionDoesNotExist(executionArn);
    const revision = revisionOf(cloud, execution);
    const references = variableReferences(parseDefinition(revision.definition));
    return {
      stateMachineArn: execution.machine_arn,
      name: machineName(execution.machine_arn),
      definition: revision.definition,
      roleArn: execution.role_arn,
      updateDate: new Date(revision.created),
      ...settingsOf({ logging: revision.logging, tracing: null, encryption: null }),
      ...shownRevision(execution),
      ...(execution.map_run_arn === null ? {} : { mapRunArn: execution.map_run_arn }),
      ...(Object.keys(references).length === 0 ? {} : { variableReferences: references }),
    };
  },
);

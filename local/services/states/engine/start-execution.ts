import type { Cloud } from '../../../kernel/index.ts';
import { machineAt } from '../language/definition.ts';
import { parseJson } from '../language/json.ts';
import { announceStatus } from './announce.ts';
import { enterState } from './enter.ts';
import { findExecution, insertExecution } from './execution.ts';
import type { Execution, ExecutionDraft } from './execution.ts';
import { inputDetails } from './events.ts';
import { openWork } from './work.ts';

/**
 * Starts an execution: its row, its first events, its first thread; inside the caller's
 * transaction.
 */
export function startExecution(cloud: Cloud, draft: ExecutionDraft): Execution {
  insertExecution(cloud, draft);
  const work = openWork(cloud, draft.arn)!;
  const input = parseJson(draft.input);
  work.history.append(
    { type: 'ExecutionStarted', details: { ...inputDetails(input), roleArn: draft.roleArn } },
    0,
  );
  const machine = machineAt(work.definition, draft.path ?? []);
  enterState(
    work,
    {
      id: cloud.world.uuid(),
      executionArn: draft.arn,
      parentId: null,
      position: 0,
      revision: 0,
      path: draft.path ?? [],
      variables: {},
      lastEventId: 0,
    },
    machine.StartAt,
    input,
  );
  work.history.close();
  const timeout = work.definition.TimeoutSeconds;
  if (timeout !== undefined) {
    cloud.timers.set('states.execution-timeout', draft.arn, cloud.world.now() + timeout * 1000);
  }
  cloud.outbox.send('states.advance', { executionArn: draft.arn });
  const execution = findExecution(cloud, draft.arn)!;
  announceStatus(cloud, execution);
  return execution;
}

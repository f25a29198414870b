import type { Cloud } from '../../../kernel/index.ts';
import { announceStatus } from './announce.ts';
import { findExecution } from './execution.ts';
import type { Execution } from './execution.ts';
import { goOn } from './fork.ts';
import type { Standstill } from './standstill.ts';
import { change } from './work.ts';

/** Sets an execution that has not succeeded going again, at the states that had not ended. */
export function redrive(cloud: Cloud, execution: Execution): void {
  const now = cloud.world.now();
  cloud.db.run(
    `UPDATE states_executions SET status = 'RUNNING', stopped = NULL, error = NULL, cause = NULL, redrive_from = NULL,
       redrive_count = redrive_count + 1, redriven = ? WHERE arn = ?`,
    now,
    execution.arn,
  );
  change(cloud, execution.arn, (work) => {
    // Written by finishExecution.
    const standstill = JSON.parse(execution.redrive_from!) as Standstill;
    const lastEventId = work.history.append(
      { type: 'ExecutionRedriven', details: { redriveCount: execution.redrive_count + 1 } },
      standstill.thread.lastEventId,
    );
    goOn(work, standstill, lastEventId);
    const timeout = work.definition.TimeoutSeconds;
    if (timeout !== undefined)
      cloud.timers.set('states.execution-timeout', execution.arn, now + timeout * 1000);
  });
  cloud.outbox.send('states.advance', { executionArn: execution.arn });
  announceStatus(cloud, findExecution(cloud, execution.arn)!);
}

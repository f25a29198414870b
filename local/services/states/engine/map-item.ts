import type { Cloud, Delivery } from '../../../kernel/index.ts';
import { endMapRun } from '../map-runs.ts';
import { drive } from './driver.ts';
import { discardThreads } from './discard.ts';
import { findExecution } from './execution.ts';
import type { Execution } from './execution.ts';
import { finishExecution } from './finish.ts';
import { joinFork, startChildren } from './fork.ts';
import { findThread, saveThread } from './thread.ts';
import type { OpenFork, Thread } from './thread.ts';
import { change } from './work.ts';
import type { Work } from './work.ts';

const EXCEEDED = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

/** Outbox row `states.map-item`: an item of a distributed Map has ended. */
export async function endMapItem({
  payload,
  cloud,
}: Delivery<{ executionArn: string }>): Promise<void> {
  const item = findExecution(cloud, payload.executionArn);
  const run = cloud.db.get<{ execution_arn: string }>(
    'SELECT execution_arn FROM states_map_runs WHERE arn = ?',
    item?.map_run_arn ?? null,
  );
  if (!item || !run) return;
  change(cloud, run.execution_arn, (work) => {
    const parent = findThread(cloud, item.parent_thread!);
    if (parent?.fork?.mapRunArn === item.map_run_arn) countItem(work, parent, item);
  });
  await drive(cloud, run.execution_arn);
}

/** Outbox row `states.abort`: an execution inside a map run that has failed or was stopped. */
export function abortExecution({ payload, cloud }: Delivery<{ executionArn: string }>): void {
  abort(cloud, payload.executionArn, {});
}

/** Ends an execution from outside; nothing happens when it has ended before. */
export function abort(
  cloud: Cloud,
  executionArn: string,
  why: { readonly error?: string; readonly cause?: string },
): void {
  // The event before it is not named (observed).
  change(cloud, executionArn, (work) => finishExecution(work, 0, { status: 'ABORTED', ...why }));
}

function countItem(work: Work, parent: Thread, item: Execution): void {
  const counted = work.cloud.db.run(
    'UPDATE states_children SET output = ?, status = ?, execution_arn = ? WHERE thread_id = ? AND position = ? AND status IS NULL',
    item.output,
    item.status,
    item.arn,
    parent.id,
    item.position,
  );
  if (counted === 0) return;
  const failed = parent.fork!.failed + (item.status === 'SUCCEEDED' ? 0 : 1);
  const fork: OpenFork = { ...parent.fork!, open: parent.fork!.open - 1, failed };
  const after: Thread = { ...parent, fork };
  if (exceeds(fork)) return failRun(work, after);
  if (fork.open === 0 && fork.next === fork.total) joinFork(work, after);
  else startChildren(work, after);
}

function exceeds({ failed, total, mapRun }: OpenFork): boolean {
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = mapRun!;
  if (failed === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  return (
    (count !== undefined && failed > count) ||
    (percentage !== undefined && (failed / total) * 100 > percentage)
  );
}

function failRun(work: Work, parent: Thread): void {
  const lastEventId = work.history.append(
    { type: 'MapRunFailed', details: EXCEEDED },
    parent.lastEventId,
  );
  endMapRun(work.cloud, parent.fork!, 'FAILED');
  discardThreads(work, [parent]);
  saveThread(work.cloud, {
    ...parent,
    phase: 'failed',
    fork: undefined,
    failure: EXCEEDED,
    lastEventId,
  });
}

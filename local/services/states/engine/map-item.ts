import type { Delivery } from '../../../kernel/index.ts';
import { abort } from './abort.ts';
import { drive } from './driver.ts';
import { findExecution } from './execution.ts';
import type { Execution } from './execution.ts';
import { exceeds, failRun } from './fail-run.ts';
import { joinFork, startChildren } from './fork.ts';
import { redrive } from './redrive.ts';
import { findThread } from './thread.ts';
import type { OpenFork, Thread } from './thread.ts';
import { change } from './work.ts';
import type { Work } from './work.ts';

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
  if (!item || !run || !hasEnded(item)) return;
  change(cloud, run.execution_arn, (work) => {
    const parent = findThread(cloud, item.parent_thread!);
    if (parent?.fork?.mapRunArn === item.map_run_arn) countItem(work, parent, item);
  });
  await drive(cloud, run.execution_arn);
}

/**
 * Outbox row `states.abort`: an execution inside a map run that has failed or was stopped; not once
 * it has been redriven.
 */
export function abortExecution({
  payload,
  cloud,
}: Delivery<{ executionArn: string; redriveCount: number }>): void {
  const item = findExecution(cloud, payload.executionArn);
  if (item?.redrive_count === payload.redriveCount) abort(cloud, payload.executionArn, {});
}

/** Outbox row `states.redrive-item`: an item of a redriven map run goes on. */
export function redriveItem({ payload, cloud }: Delivery<{ executionArn: string }>): void {
  const item = findExecution(cloud, payload.executionArn);
  if (item?.status === 'PENDING_REDRIVE') redrive(cloud, item);
}

function hasEnded({ status }: Execution): boolean {
  return status !== 'RUNNING' && status !== 'PENDING_REDRIVE';
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

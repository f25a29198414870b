/** The executions that the items of a distributed Map are. */
import type { ChildDraft } from '../kinds/frame.ts';
import type { Json } from '../language/json.ts';
import { isObject } from '../language/json.ts';
import { mapRunNamed } from '../map-runs.ts';
import type { MapRunLimits } from '../map-runs.ts';
import { notRedrivableItem } from '../redrivable.ts';
import { abort } from './abort.ts';
import { findExecution } from './execution.ts';
import type { Execution } from './execution.ts';
import { startExecution } from './start-execution.ts';
import type { Thread } from './thread.ts';
import type { Work } from './work.ts';

/** Writes down that a map run has begun. */
export function recordMapRun(work: Work, thread: Thread, children: readonly ChildDraft[]): void {
  const { cloud, execution } = work;
  const fork = thread.fork!;
  const limits: MapRunLimits = {
    maxConcurrency: fork.maxConcurrency,
    toleratedFailureCount: fork.mapRun!.toleratedFailureCount ?? 0,
    toleratedFailurePercentage: fork.mapRun!.toleratedFailurePercentage ?? 0,
  };
  const batches = fork.mapRun!.isBatched ? children.map(({ input }) => itemsIn(input)) : null;
  cloud.db.run(
    `INSERT INTO states_map_runs (arn, execution_arn, thread_id, total, started, status, limits, batches)
     VALUES (?, ?, ?, ?, ?, 'RUNNING', ?, ?)`,
    fork.mapRunArn!,
    execution.arn,
    thread.id,
    fork.total,
    cloud.world.now(),
    JSON.stringify(limits),
    batches && JSON.stringify(batches),
  );
}

/** The number of items in the input that a batch was made into. */
function itemsIn(input: Json): number {
  return isObject(input) && Array.isArray(input.Items) ? input.Items.length : 1;
}

/** Starts the execution of an item, or lets one that had not succeeded go on. */
export function startItem(work: Work, parent: Thread, child: ChildDraft, position: number): void {
  const { cloud, execution } = work;
  const fork = parent.fork!;
  const type = fork.mapRun!.executionType;
  const former = fork.isRedriven ? itemAt(work, fork.mapRunArn!, position) : undefined;
  if (former && type === 'STANDARD') {
    cloud.outbox.send('states.redrive-item', { executionArn: former.arn });
    return;
  }
  if (former) forget(work, former);
  const [machineAndLabel] = fork.mapRunArn!.split(':mapRun:')[1]!.split(':');
  const name = former?.name ?? cloud.world.uuid();
  const kind = type === 'EXPRESS' ? 'express' : 'execution';
  const prefix = execution.machine_arn.split(':stateMachine:')[0]!;
  startExecution(cloud, {
    arn: `${prefix}:${kind}:${machineAndLabel}:${name}`,
    machineArn: execution.machine_arn,
    name,
    type,
    revision: execution.revision,
    roleArn: execution.role_arn,
    input: JSON.stringify(child.input),
    path: child.path,
    mapItem: { mapRunArn: fork.mapRunArn!, threadId: parent.id, position },
  });
}

/**
 * Sets a map run going again; returns its thread. Items that had not succeeded wait to be redriven;
 * the failures of those that cannot be redriven any more stay.
 */
export function redriveMapRun(work: Work, parent: Thread): Thread {
  const { cloud } = work;
  const mapRunArn = parent.fork!.mapRunArn!;
  cloud.db.run(
    `UPDATE states_map_runs SET status = 'RUNNING', stopped = NULL, redrive_count = redrive_count + 1, redriven = ?
     WHERE arn = ?`,
    cloud.world.now(),
    mapRunArn,
  );
  const { redrive_count: redriveCount } = mapRunNamed(cloud, mapRunArn);
  const event = { type: 'MapRunRedriven', details: { mapRunArn, redriveCount } };
  const lastEventId = work.history.append(event, parent.lastEventId);
  const items = cloud.db.all<Execution>(
    'SELECT * FROM states_executions WHERE map_run_arn = ?',
    mapRunArn,
  );
  let failed = 0;
  for (const item of items) {
    if (item.status === 'RUNNING') abort(cloud, item.arn, {});
    if (!notRedrivableItem(cloud, findExecution(cloud, item.arn)!)) {
      cloud.db.run(
        "UPDATE states_executions SET status = 'PENDING_REDRIVE' WHERE arn = ?",
        item.arn,
      );
      continue;
    }
    if (item.status !== 'SUCCEEDED') failed++;
    keep(work, parent, item);
  }
  return { ...parent, lastEventId, fork: { ...parent.fork!, failed, isRedriven: true } };
}

function keep({ cloud }: Work, parent: Thread, item: Execution): void {
  cloud.db.run(
    'UPDATE states_children SET status = ?, execution_arn = ? WHERE thread_id = ? AND position = ?',
    item.status,
    item.arn,
    parent.id,
    item.position,
  );
}

function itemAt({ cloud }: Work, mapRunArn: string, position: number): Execution | undefined {
  return cloud.db.get<Execution>(
    'SELECT * FROM states_executions WHERE map_run_arn = ? AND position = ?',
    mapRunArn,
    position,
  );
}

function forget({ cloud }: Work, { arn }: Execution): void {
  cloud.db.run('DELETE FROM states_events WHERE execution_arn = ?', arn);
  cloud.db.run('DELETE FROM states_executions WHERE arn = ?', arn);
}

import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { announceArrival } from './arrivals.ts';
import { noteChange } from './depth.ts';
import { resourceNotFound } from './errors.ts';
import { refreshGroup } from './groups.ts';
import type { MessageRow } from './messages.ts';
import { findByArn, isFifo } from './queues.ts';
import type { QueueRow } from './queues.ts';

/** Messages that a task without a limit moves in a second. */
const SYSTEM_RATE = 500;

/** A row of the tasks' table. */
export interface MoveTaskRow {
  readonly id: string;
  /** ARN of the dead-letter queue. */
  readonly source: string;
  /** ARN of the queue that gets the messages; null: each goes back where it came from. */
  readonly destination: string | null;
  /** Messages a second. */
  readonly rate: number | null;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly moved: number;
  readonly total: number;
  readonly started: number;
  readonly failure: string | null;
}

/** The handle of a task names it and its source. */
export function taskHandle({ id, source }: Pick<MoveTaskRow, 'id' | 'source'>): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn: source })).toString('base64');
}

/** The task behind a handle. Throws AWS's errors for handles of nothing. */
export function taskOf(handle: string, cloud: Cloud): MoveTaskRow {
  const { taskId, sourceArn } = parsed(handle);
  if (!findByArn(sourceArn, cloud)) {
    throw resourceNotFound(
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    );
  }
  const task = cloud.db.get<MoveTaskRow>(
    'SELECT * FROM sqs_move_tasks WHERE id = ? AND source = ?',
    taskId,
    sourceArn,
  );
  if (!task) throw resourceNotFound('Task does not exist.');
  return task;
}

/** The timer of a task: moves what a second allows, and comes again while there is more. */
export function moveSome({ key, cloud }: { readonly key: string; readonly cloud: Cloud }): void {
  const task = cloud.db.get<MoveTaskRow>('SELECT * FROM sqs_move_tasks WHERE id = ?', key);
  const source = task && findByArn(task.source, cloud);
  if (!task || !source || task.status !== 'RUNNING') return;
  const rows = cloud.db.all<MessageRow>(
    'SELECT * FROM sqs_messages WHERE queue = ? AND visible <= ? ORDER BY visible, seq LIMIT ?',
    source.name,
    cloud.world.now(),
    Math.min(task.rate ?? SYSTEM_RATE, task.total - task.moved),
  );
  for (const row of rows) {
    const target = findByArn(task.destination ?? row.source ?? '', cloud);
    if (!target) return fail(task, cloud);
    move(row, source, target, cloud);
    cloud.db.run('UPDATE sqs_move_tasks SET moved = moved + 1 WHERE id = ?', task.id);
  }
  if (rows.length === 0 || task.moved + rows.length >= task.total)
    cloud.db.run("UPDATE sqs_move_tasks SET status = 'COMPLETED' WHERE id = ?", task.id);
  else cloud.timers.set('sqs.move', task.id, cloud.world.now() + 1000);
}

/** A moved message is a new one: its age and its receive count begin again. */
function move(row: MessageRow, source: QueueRow, target: QueueRow, cloud: Cloud): void {
  const now = cloud.world.now();
  cloud.db.run(
    `UPDATE sqs_messages SET id = ?, queue = ?, sent = ?, visible = ?, receives = 0,
       first_receive = NULL, receipt = NULL, source = NULL WHERE seq = ?`,
    cloud.world.uuid(),
    target.name,
    now,
    now,
    row.seq,
  );
  for (const queue of [source, target])
    if (isFifo(queue)) refreshGroup(queue, row.group_id!, cloud);
  noteChange(source, cloud);
  announceArrival(target, now, cloud);
}

function fail({ id }: MoveTaskRow, cloud: Cloud): void {
  cloud.db.run(
    "UPDATE sqs_move_tasks SET status = 'FAILED', failure = ? WHERE id = ?",
    'CouldNotDetermineMessageSource',
    id,
  );
}

function parsed(handle: string): { readonly taskId: string; readonly sourceArn: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(
      Buffer.from(handle, 'base64').toString('utf8'),
    ) as Record<string, unknown>;
    if (typeof taskId === 'string' && typeof sourceArn === 'string') return { taskId, sourceArn };
  } catch {
    // Said below: text that is no handle is refused like one without its parts.
  }
  throw new AwsError(
    'InvalidParameterValueException',
    'Value for parameter TaskHandle is invalid.',
    {
      queryCode: 'InvalidParameterValue',
    },
  );
}

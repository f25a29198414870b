import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery, RolePrincipal } from '../../../kernel/index.ts';
import { findFunction, roleOf } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';
import { invokeFunction } from '../invoke.ts';
import { failedItems } from './batch-failures.ts';
import { recordFilter } from './filters.ts';
import { findMapping, settingsOf } from './mappings.ts';
import type { MappingRow } from './mappings.ts';
import { queueRecord } from './queue-record.ts';
import type { QueueRecord, ReceivedMessage } from './queue-record.ts';

/** Batches of one mapping that run at once, unless it says otherwise. */
const CONCURRENCY = 5;

/** Mappings that poll at this moment: each has one poller, so batches fill up. */
const polling = new WeakMap<Cloud, Set<string>>();

/** What a poller works with. */
interface Poller {
  readonly row: MappingRow;
  readonly fn: LambdaFunction;
  readonly role: RolePrincipal;
  readonly queueUrl: string;
  readonly cloud: Cloud;
}

/**
 * A queue has messages: mappings without a batching window poll now, the others when their window
 * closes.
 */
export function onQueueReady({ payload, cloud }: Delivery<{ readonly queueArn: string }>): void {
  const rows = cloud.db.all<MappingRow>(
    'SELECT * FROM lambda_mappings WHERE source = ? AND enabled = 1',
    payload.queueArn,
  );
  for (const row of rows) startPolling(row, cloud);
}

/** Polls a mapping's queue now, or when its window closes. */
export function startPolling(row: MappingRow, cloud: Cloud): void {
  const seconds = settingsOf(row).MaximumBatchingWindowInSeconds;
  if (seconds === 0) cloud.outbox.send('lambda.poll', { id: row.id });
  else if (!cloud.db.get("SELECT key FROM timers WHERE kind = 'lambda.window' AND key = ?", row.id))
    cloud.timers.set('lambda.window', row.id, cloud.world.now() + seconds * 1000, { id: row.id });
}

/**
 * Receives batches with the function's role until the queue is empty, runs the function, deletes
 * what succeeded. What failed becomes visible again by its timeout.
 */
export async function poll({ payload, cloud }: Delivery<{ readonly id: string }>): Promise<void> {
  const active = polling.get(cloud) ?? new Set<string>();
  polling.set(cloud, active);
  const row = findMapping(payload.id, cloud);
  if (!row?.enabled || active.has(row.id)) return;
  const fn = findFunction(row.function, cloud, row.qualifier || undefined);
  if (!fn) return;
  active.add(row.id);
  try {
    await drain({ row, fn, role: roleOf(fn, cloud), queueUrl: urlOf(row, cloud), cloud });
  } finally {
    active.delete(row.id);
  }
}

async function drain(poller: Poller): Promise<void> {
  const { row } = poller;
  const fifo = row.source.endsWith('.fifo');
  const most = fifo ? 1 : (settingsOf(row).ScalingConfig?.MaximumConcurrency ?? CONCURRENCY);
  const running = new Set<Promise<void>>();
  for (;;) {
    const messages = await receive(poller);
    if (messages.length === 0) break;
    const batch: Promise<void> = process(messages, poller).finally(() => running.delete(batch));
    running.add(batch);
    if (running.size >= most) await Promise.race(running);
  }
  await Promise.all(running);
}

async function receive(poller: Poller): Promise<readonly ReceivedMessage[]> {
  const size = settingsOf(poller.row).BatchSize;
  const messages: ReceivedMessage[] = [];
  while (messages.length < size) {
    const { Messages = [] } = await call<{ Messages?: ReceivedMessage[] }>(
      poller,
      'ReceiveMessage',
      {
        MaxNumberOfMessages: Math.min(10, size - messages.length),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
    );
    messages.push(...Messages);
    if (Messages.length === 0) break;
  }
  return messages;
}

/** Messages that the filter leaves out are deleted unseen. */
async function process(messages: readonly ReceivedMessage[], poller: Poller): Promise<void> {
  const { row, cloud } = poller;
  const wants = recordFilter(settingsOf(row), 'body');
  const records = messages.map((message) => queueRecord(message, row.source, cloud));
  const wanted = records.filter((record) => wants({ ...record }));
  const failed = wanted.length === 0 ? new Set<string>() : await runBatch(wanted, poller);
  for (const { messageId, receiptHandle } of records) {
    if (!failed.has(messageId))
      await call(poller, 'DeleteMessage', { ReceiptHandle: receiptHandle });
  }
}

async function runBatch(
  records: readonly QueueRecord[],
  { row, fn, cloud }: Poller,
): Promise<ReadonlySet<string>> {
  const ids = records.map(({ messageId }) => messageId);
  try {
    const result = await invokeFunction(fn, JSON.stringify({ Records: records }), cloud);
    if (result.functionError) return new Set(ids);
    const reports = settingsOf(row).FunctionResponseTypes?.includes('ReportBatchItemFailures');
    return reports ? failedItems(result.payload, ids) : new Set();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'TooManyRequestsException') return new Set(ids);
    throw error;
  }
}

function call<Output>(poller: Poller, action: string, input: object): Promise<Output> {
  const { cloud, queueUrl, role } = poller;
  return cloud.call<Output>('sqs', action, { QueueUrl: queueUrl, ...input }, role);
}

function urlOf({ source }: MappingRow, cloud: Cloud): string {
  const [, , , , account, name] = source.split(':');
  return `${cloud.endpoint}/${account}/${name}`;
}

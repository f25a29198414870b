import { LocalCloudError } from '../../errors.ts';
import type { Cloud, Delivery } from '../../kernel/index.ts';
import { functionNamed, roleOf } from './functions.ts';
import type { LambdaFunction } from './functions.ts';
import { invokeFunction } from './invoke.ts';

/** A row of the event source mappings' table. */
export interface MappingRow {
  readonly id: string;
  readonly function: string;
  readonly source: string;
  readonly batch_size: number;
  readonly window_seconds: number;
  readonly enabled: number;
  readonly partial_failures: number;
  readonly max_concurrency: number | null;
}

/** A message as sqs:ReceiveMessage gives it. */
interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string }>
  >;
}

/** Mappings that poll at this moment: each has one poller, so batches fill up. */
const polling = new WeakMap<Cloud, Set<string>>();

/**
 * A queue has messages: mappings without a batching window poll now, the others when their window
 * closes.
 */
export function onQueueReady({ payload, cloud }: Delivery<{ readonly queueArn: string }>): void {
  const rows = cloud.db.all<MappingRow>(
    'SELECT * FROM lambda_mappings WHERE source = ? AND enabled = 1',
    payload.queueArn,
  );
  for (const row of rows) {
    if (row.window_seconds === 0) cloud.outbox.send('lambda.poll', { id: row.id });
    else if (
      !cloud.db.get("SELECT key FROM timers WHERE kind = 'lambda.window' AND key = ?", row.id)
    ) {
      cloud.timers.set('lambda.window', row.id, cloud.world.now() + row.window_seconds * 1000, {
        id: row.id,
      });
    }
  }
}

/**
 * Receives batches with the function's role until the queue is empty, runs the function, deletes
 * what succeeded.
 */
export async function poll({ payload, cloud }: Delivery<{ readonly id: string }>): Promise<void> {
  const active = polling.get(cloud) ?? new Set<string>();
  polling.set(cloud, active);
  const row = cloud.db.get<MappingRow>(
    'SELECT * FROM lambda_mappings WHERE id = ? AND enabled = 1',
    payload.id,
  );
  if (!row || active.has(row.id)) return;
  active.add(row.id);
  try {
    while (await pollOnce(row, cloud));
  } finally {
    active.delete(row.id);
  }
}

async function pollOnce(row: MappingRow, cloud: Cloud): Promise<boolean> {
  const fn = functionNamed(row.function, cloud);
  const role = roleOf(fn, cloud);
  const name = row.source.slice(row.source.lastIndexOf(':') + 1);
  const QueueUrl = `${cloud.endpoint}/${cloud.accountId}/${name}`;
  const messages: ReceivedMessage[] = [];
  while (messages.length < row.batch_size) {
    const { Messages = [] } = await cloud.call<{ Messages?: ReceivedMessage[] }>(
      'sqs',
      'ReceiveMessage',
      {
        QueueUrl,
        MaxNumberOfMessages: Math.min(10, row.batch_size - messages.length),
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
      role,
    );
    messages.push(...Messages);
    if (Messages.length === 0) break;
  }
  if (messages.length === 0) return false;
  const failed = await runBatch(row, fn, messages, cloud);
  for (const message of messages.filter(({ MessageId }) => !failed.has(MessageId))) {
    await cloud.call(
      'sqs',
      'DeleteMessage',
      { QueueUrl, ReceiptHandle: message.ReceiptHandle },
      role,
    );
  }
  return true;
}

/** The ids of the messages that failed; they become visible again by their timeout. */
async function runBatch(
  row: MappingRow,
  fn: LambdaFunction,
  messages: readonly ReceivedMessage[],
  cloud: Cloud,
): Promise<ReadonlySet<string>> {
  const event = { Records: messages.map((message) => asRecord(message, row.source, cloud)) };
  const everything = new Set(messages.map(({ MessageId }) => MessageId));
  const result = await invokeFunction(fn, JSON.stringify(event), cloud);
  if (result.functionError) return everything;
  if (!row.partial_failures) return new Set();
  const answer = JSON.parse(result.payload) as {
    batchItemFailures?: { itemIdentifier?: string }[];
  } | null;
  const failures = answer?.batchItemFailures ?? [];
  const known = failures.every(
    ({ itemIdentifier }) => itemIdentifier !== undefined && everything.has(itemIdentifier),
  );
  return known ? new Set(failures.map(({ itemIdentifier }) => itemIdentifier!)) : everything;
}

function asRecord(message: ReceivedMessage, source: string, cloud: Cloud): object {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { DataType, StringValue }]) => [name, { dataType: DataType, stringValue: StringValue }],
  );
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes) as object,
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: source,
    awsRegion: cloud.region,
  };
}

/** A mapping out of the API's members. Throws for sources that are not queues. */
export function newMapping(
  input: {
    readonly EventSourceArn?: string;
    readonly FunctionName: string;
    readonly BatchSize?: number;
    readonly Enabled?: boolean;
    readonly MaximumBatchingWindowInSeconds?: number;
    readonly FunctionResponseTypes?: readonly string[];
    readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  },
  cloud: Cloud,
): MappingRow {
  if (!input.EventSourceArn?.startsWith('arn:aws:sqs:')) {
    throw new LocalCloudError(
      'UnsupportedEventSource',
      `map a queue to the function '${input.FunctionName}', got '${input.EventSourceArn}'`,
    );
  }
  return {
    id: cloud.world.uuid(),
    function: functionNamed(input.FunctionName, cloud).name,
    source: input.EventSourceArn,
    batch_size: input.BatchSize ?? 10,
    window_seconds: input.MaximumBatchingWindowInSeconds ?? 0,
    enabled: input.Enabled === false ? 0 : 1,
    partial_failures: input.FunctionResponseTypes?.includes('ReportBatchItemFailures') ? 1 : 0,
    max_concurrency: input.ScalingConfig?.MaximumConcurrency ?? null,
  };
}

import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';
import { missingParameter } from './errors.ts';

/** A row of the queues' table. */
export interface QueueRow {
  readonly name: string;
  readonly arn: string;
  readonly attributes: string;
  readonly tags: string;
  readonly created: number;
  readonly modified: number;
  /** When it was purged last. */
  readonly purged: number | null;
  /** The deduplication scope that still holds until `scope_until`, after a change of it. */
  readonly scope_before: string | null;
  readonly scope_until: number | null;
}

/** Attributes of a queue by name. */
export type Attributes = Readonly<Record<string, string>>;

/** What a queue is when nothing is said. Source: SQS API reference, CreateQueue. */
export const DEFAULT_ATTRIBUTES: Attributes = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

/** What a FIFO queue is besides. */
export const FIFO_DEFAULTS: Attributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

/** The name at the end of a queue's URL; a bare name will do, as with AWS. */
export function nameInUrl(url: string | undefined): string {
  if (!url) throw missingParameter('QueueUrl');
  return url.slice(url.lastIndexOf('/') + 1);
}

/** A queue's URL: at our own address, so that every client finds it. */
export function urlOf(name: string, cloud: Cloud): string {
  return `${cloud.endpoint}/${cloud.accountId}/${name}`;
}

/** ARN of a queue. */
export function arnOf(name: string, cloud: Cloud): string {
  return `arn:aws:sqs:${cloud.region}:${cloud.accountId}:${name}`;
}

/** True for FIFO queues; the name tells. */
export function isFifo({ name }: Pick<QueueRow, 'name'>): boolean {
  return name.endsWith('.fifo');
}

/** The queue of that name, where there is one. */
export function findQueue(name: string, cloud: Cloud): QueueRow | undefined {
  return cloud.db.get<QueueRow>('SELECT * FROM sqs_queues WHERE name = ?', name);
}

/** The queue of that ARN, where there is one. */
export function findByArn(arn: string, cloud: Cloud): QueueRow | undefined {
  const row = findQueue(arn.slice(arn.lastIndexOf(':') + 1), cloud);
  return row?.arn === arn ? row : undefined;
}

/** The queue of that name, or AWS's error. */
export function queueNamed(name: string, cloud: Cloud): QueueRow {
  const row = findQueue(name, cloud);
  if (!row) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  return row;
}

/** The queue that a request is about. */
export function queueOf(input: { readonly QueueUrl: string }, cloud: Cloud): QueueRow {
  return queueNamed(nameInUrl(input.QueueUrl), cloud);
}

/** The attributes of a queue over the defaults. */
export function attributesOf(row: QueueRow): Attributes {
  return {
    ...DEFAULT_ATTRIBUTES,
    ...(isFifo(row) ? FIFO_DEFAULTS : {}),
    ...(JSON.parse(row.attributes) as Record<string, string>),
  };
}

/** Where messages go that were received too often, if anywhere. */
export function redriveOf(
  row: QueueRow,
): { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number } | undefined {
  const policy = attributesOf(row).RedrivePolicy;
  if (!policy) return undefined;
  const parsed = JSON.parse(policy) as {
    deadLetterTargetArn: string;
    maxReceiveCount: number | string;
  };
  return {
    deadLetterTargetArn: parsed.deadLetterTargetArn,
    maxReceiveCount: Number(parsed.maxReceiveCount),
  };
}

/** The queues whose dead letters go to this one, by name. */
export function sourcesOf(queue: QueueRow, cloud: Cloud): readonly QueueRow[] {
  return cloud.db
    .all<QueueRow>(
      "SELECT * FROM sqs_queues WHERE attributes LIKE '%deadLetterTargetArn%' ORDER BY name",
    )
    .filter((candidate) => redriveOf(candidate)?.deadLetterTargetArn === queue.arn);
}

/** Permission for an action on the queue of a URL. */
export function onQueue(action: string) {
  return (
    { QueueUrl }: { readonly QueueUrl: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => queuePermissions(action, nameInUrl(QueueUrl), cloud);
}

/** Permission on a queue. */
export function queuePermissions(
  action: string,
  name: string,
  cloud: Cloud,
): readonly Permission[] {
  const row = findQueue(name, cloud);
  const policy = row && attributesOf(row).Policy;
  return [
    {
      action: `sqs:${action}`,
      resource: arnOf(name, cloud),
      resourcePolicy: policy ? (JSON.parse(policy) as PolicyDocument) : undefined,
    },
  ];
}

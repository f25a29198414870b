import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';

/** A row of the queues' table. */
export interface QueueRow {
  readonly name: string;
  readonly arn: string;
  readonly attributes: string;
  readonly tags: string;
  readonly created: number;
  readonly modified: number;
}

/** What a queue is when nothing is said. Source: SQS API reference, CreateQueue. */
export const DEFAULT_ATTRIBUTES: Readonly<Record<string, string>> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

/** The name at the end of a queue's URL. */
export function nameInUrl(url: string): string {
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

/** The queue of that name, or AWS's error. */
export function queueNamed(name: string, cloud: Cloud): QueueRow {
  const row = cloud.db.get<QueueRow>('SELECT * FROM sqs_queues WHERE name = ?', name);
  if (!row)
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', { status: 400 });
  return row;
}

/** The attributes of a queue over the defaults. */
export function attributesOf(row: QueueRow): Readonly<Record<string, string>> {
  return { ...DEFAULT_ATTRIBUTES, ...(JSON.parse(row.attributes) as Record<string, string>) };
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

/** Permission for an action on the queue of a URL. */
export function onQueue(action: string) {
  return (
    { QueueUrl }: { readonly QueueUrl: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => queuePermissions(action, nameInUrl(QueueUrl), cloud);
}

/** Permission on a queue, and on its key where a customer's key encrypts it. */
export function queuePermissions(
  action: string,
  name: string,
  cloud: Cloud,
): readonly Permission[] {
  const row = cloud.db.get<QueueRow>('SELECT * FROM sqs_queues WHERE name = ?', name);
  const policy = row && attributesOf(row).Policy;
  return [
    {
      action: `sqs:${action}`,
      resource: arnOf(name, cloud),
      resourcePolicy: policy ? (JSON.parse(policy) as PolicyDocument) : undefined,
    },
  ];
}

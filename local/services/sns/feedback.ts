import { createHash } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { roleWriter } from '../logs/role-writer.ts';
import { textFor } from './messages.ts';
import type { TopicMessage } from './messages.ts';
import type { SubscriptionRow } from './subscriptions.ts';
import { attributesOf, findTopic } from './topics.ts';

/** What came of a delivery: the answer of the endpoint, or its refusal. */
export interface Outcome {
  readonly row: SubscriptionRow;
  readonly message: TopicMessage;
  readonly attempts: number;
  readonly answer?: unknown;
  readonly error?: unknown;
}

/** How the attributes of a topic name the protocols whose deliveries may be logged. */
const NAMES: Readonly<Record<string, string>> = {
  sqs: 'SQS',
  lambda: 'Lambda',
  http: 'HTTP',
  https: 'HTTP',
};

/** Logs a delivery, if the topic wants it logged, with the role that the topic names for it. */
export function logDelivery(outcome: Outcome, cloud: Cloud): void {
  const { row, message } = outcome;
  const topic = findTopic(row.topic, cloud);
  const name = NAMES[row.protocol];
  if (!topic || name === undefined || message.type !== 'Notification') return;
  const attributes = attributesOf(topic);
  const failed = outcome.error !== undefined;
  const role = attributes[`${name}${failed ? 'Failure' : 'Success'}FeedbackRoleArn`];
  if (role === undefined) return;
  const rate = Number(attributes[`${name}SuccessFeedbackSampleRate`] ?? 100);
  if (!failed && cloud.world.random() * 100 >= rate) return;
  const path = row.topic.split(':').slice(3).join('/');
  write(
    role,
    `sns/${path}${failed ? '/Failure' : ''}`,
    JSON.stringify(lineOf(outcome, cloud)),
    cloud,
  );
}

/** A role that cannot be taken, or may not write, logs nothing. */
function write(roleArn: string, group: string, line: string, cloud: Cloud): void {
  try {
    const service = {
      kind: 'service',
      arn: 'sns.amazonaws.com',
      accountId: cloud.accountId,
    } as const;
    const role = cloud.assumeRole(roleArn, 'SNSFeedback', service);
    roleWriter(cloud, role, { group, stream: streamOf(group), makesGroup: true })(line);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

/** AWS names its streams at random; here every group has one. */
function streamOf(group: string): string {
  const digits = createHash('md5').update(group).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function lineOf({ row, message, attempts, answer, error }: Outcome, cloud: Cloud) {
  const now = cloud.world.now();
  const response = responseOf(row.protocol, { answer, error }, cloud);
  return {
    notification: {
      messageMD5Sum: createHash('md5').update(textFor(message, row.protocol)).digest('hex'),
      messageId: message.id,
      topicArn: row.topic,
      timestamp: new Date(message.published).toISOString().replace('T', ' ').replace('Z', ''),
    },
    delivery: {
      deliveryId: cloud.world.uuid(),
      destination: row.endpoint,
      ...(response ? { providerResponse: JSON.stringify(response) } : {}),
      dwellTimeMs: Math.max(1, now - message.published),
      ...(error === undefined ? {} : { attempts }),
      statusCode: statusOf(row.protocol, error),
    },
    status: error === undefined ? 'SUCCESS' : 'FAILURE',
  };
}

function statusOf(protocol: string, error: unknown): number {
  if (error === undefined) return protocol === 'lambda' ? 202 : 200;
  return error instanceof AwsError ? (error.status ?? 400) : 500;
}

function responseOf(
  protocol: string,
  { answer, error }: Pick<Outcome, 'answer' | 'error'>,
  cloud: Cloud,
): object | undefined {
  if (protocol.startsWith('http')) return undefined;
  const RequestId = cloud.world.uuid();
  const refusal =
    error instanceof AwsError ? { ErrorCode: error.code, ErrorMessage: error.message } : {};
  if (protocol === 'lambda') return { ...refusal, lambdaRequestId: RequestId };
  // What SendMessage answers.
  const sent = answer as { readonly MessageId?: string } | undefined;
  return {
    ...refusal,
    sqsRequestId: RequestId,
    ...(sent?.MessageId === undefined ? {} : { sqsMessageId: sent.MessageId }),
  };
}

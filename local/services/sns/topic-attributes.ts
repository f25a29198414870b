import { invalidParameter } from './errors.ts';
import { effectiveDeliveryPolicy, storedDeliveryPolicy } from './delivery-policy.ts';
import { policyOf } from './policy.ts';
import { attributesOf, isFifo } from './topics.ts';
import type { Attributes, TopicRow } from './topics.ts';

/** Attributes that only FIFO topics have. */
const FIFO_ONLY = new Set(['ContentBasedDeduplication', 'FifoThroughputScope']);

const ALWAYS = new Set([
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
]);

const FEEDBACK = /^(Lambda|SQS|HTTP|Firehose|Application)(Success|Failure)FeedbackRoleArn$/;
const SAMPLE_RATE = /^(Lambda|SQS|HTTP|Firehose|Application)SuccessFeedbackSampleRate$/;

/** An attribute's value as it is stored; undefined takes it away. Throws what AWS refuses. */
export function checkedAttribute(
  name: string,
  value: string,
  topic: { readonly fifo: boolean },
): string | undefined {
  if (FIFO_ONLY.has(name) && !topic.fifo) throw invalidParameter('AttributeName');
  if (!isKnown(name)) throw invalidParameter('AttributeName');
  if (value === '' && name !== 'DisplayName') return undefined;
  if (name === 'DeliveryPolicy') return storedDeliveryPolicy(value);
  if (name === 'Policy') checkPolicy(value);
  const allowed = VALUES[name];
  if (allowed && !allowed.test(value))
    throw invalidParameter(`Attributes Reason: ${name}: Invalid value [${value}].`);
  return name === 'ContentBasedDeduplication' ? value.toLowerCase() : value;
}

/** Every attribute of a topic, as GetTopicAttributes shows them. */
export function shownAttributes(
  topic: TopicRow,
  accountId: string,
  counts: { readonly confirmed: number; readonly pending: number },
): Attributes {
  const own = attributesOf(topic);
  return {
    TopicArn: topic.arn,
    Owner: accountId,
    DisplayName: '',
    SubscriptionsConfirmed: String(counts.confirmed),
    SubscriptionsPending: String(counts.pending),
    SubscriptionsDeleted: '0',
    EffectiveDeliveryPolicy: effectiveDeliveryPolicy(own.DeliveryPolicy),
    ...(isFifo(topic) ? { FifoTopic: 'true', ContentBasedDeduplication: 'false' } : {}),
    ...own,
    Policy: own.Policy ?? JSON.stringify(policyOf(topic, accountId)),
  };
}

const VALUES: Readonly<Record<string, RegExp>> = {
  ContentBasedDeduplication: /^(true|false)$/i,
  FifoThroughputScope: /^(Topic|MessageGroup)$/,
  SignatureVersion: /^[12]$/,
  TracingConfig: /^(PassThrough|Active)$/,
};

function isKnown(name: string): boolean {
  return ALWAYS.has(name) || FIFO_ONLY.has(name) || FEEDBACK.test(name) || SAMPLE_RATE.test(name);
}

function checkPolicy(text: string): void {
  try {
    const policy = JSON.parse(text) as { readonly Statement?: unknown };
    if (policy.Statement !== undefined) return;
  } catch {
    // Refused below, like a document without statements.
  }
  throw invalidParameter('Policy Error: null');
}

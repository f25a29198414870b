import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { invalidParameter, unknownAttribute } from './errors.ts';
import type { Attributes } from './queues.ts';
import { checkRedrive, checkRedriveAllow } from './redrive.ts';

type Check = (value: string, queue: QueueKind, cloud: Cloud) => boolean;

/** What the attributes of a request are for. */
export interface QueueKind {
  readonly name: string;
  readonly fifo: boolean;
}

/** Whether a value will do, by attribute. Ranges: API reference, SetQueueAttributes. */
const CHECKS: Readonly<Record<string, Check>> = {
  DelaySeconds: between(0, 900),
  MaximumMessageSize: between(1024, 1_048_576),
  MessageRetentionPeriod: between(60, 1_209_600),
  ReceiveMessageWaitTimeSeconds: between(0, 20),
  VisibilityTimeout: between(0, 43_200),
  KmsMasterKeyId: () => true,
  KmsDataKeyReusePeriodSeconds: between(60, 86_400),
  SqsManagedSseEnabled: oneOf('true', 'false'),
  Policy: isPolicy,
  RedrivePolicy: checkRedrive,
  RedriveAllowPolicy: checkRedriveAllow,
};

const FIFO_CHECKS: Readonly<Record<string, Check>> = {
  FifoQueue: oneOf('true', 'false'),
  ContentBasedDeduplication: oneOf('true', 'false'),
  DeduplicationScope: oneOf('messageGroup', 'queue'),
  FifoThroughputLimit: oneOf('perQueue', 'perMessageGroupId'),
};

/** Attributes that an empty value takes away. */
const REMOVABLE = new Set(['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId']);

const FLAGS = new Set(['SqsManagedSseEnabled', 'FifoQueue', 'ContentBasedDeduplication']);

/** Attributes that are not set but counted or known. */
const READ_ONLY = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

/** Every attribute that may be asked for. */
export const KNOWN_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...READ_ONLY,
  ...Object.keys(CHECKS),
  ...Object.keys(FIFO_CHECKS),
]);

/** The attributes of a request, checked and as they are stored. */
export function checkedAttributes(given: Attributes, queue: QueueKind, cloud: Cloud): Attributes {
  const checked: Record<string, string> = {};
  for (const [name, raw] of Object.entries(given)) {
    const value = FLAGS.has(name) ? raw.toLowerCase() : raw;
    checkOne(name, value, queue, cloud);
    checked[name] = value;
  }
  checkEncryption(checked);
  return checked;
}

/** What is left after new attributes were laid over old ones. */
export function mergedAttributes(old: Attributes, given: Attributes): Attributes {
  const merged = { ...old, ...given };
  const kept = Object.fromEntries(
    Object.entries(merged).filter(([name, value]) => value !== '' || !REMOVABLE.has(name)),
  );
  // A customer's key takes the place of SQS's own for good: recorded from AWS.
  if (given.KmsMasterKeyId) kept.SqsManagedSseEnabled = 'false';
  if (given.SqsManagedSseEnabled === 'true') delete kept.KmsMasterKeyId;
  if (!kept.KmsMasterKeyId) delete kept.KmsDataKeyReusePeriodSeconds;
  else kept.KmsDataKeyReusePeriodSeconds ??= '300';
  checkThroughput(kept);
  return kept;
}

function checkOne(name: string, value: string, queue: QueueKind, cloud: Cloud): void {
  const check = CHECKS[name] ?? FIFO_CHECKS[name];
  if (!check) throw unknownAttribute(name);
  if (FIFO_CHECKS[name] && !queue.fifo) throw onlyFifo(name);
  if (value === '' && REMOVABLE.has(name)) return;
  if (!check(value, queue, cloud)) {
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
}

function onlyFifo(name: string): AwsError {
  if (name === 'FifoQueue' || name === 'ContentBasedDeduplication') return unknownAttribute(name);
  return new AwsError(
    'InvalidAttributeName',
    `You can specify the ${name} only when FifoQueue is set to true.`,
  );
}

function checkEncryption(given: Attributes): void {
  if (!given.KmsMasterKeyId || given.SqsManagedSseEnabled !== 'true') return;
  throw new AwsError(
    'InvalidAttributeName',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  );
}

function checkThroughput(attributes: Attributes): void {
  const perGroup = attributes.FifoThroughputLimit === 'perMessageGroupId';
  if (!perGroup || attributes.DeduplicationScope === 'messageGroup') return;
  throw invalidParameter(
    'The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
  );
}

function between(min: number, max: number): Check {
  return (value) => /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
}

function oneOf(...values: readonly string[]): Check {
  return (value) => values.includes(value);
}

function isPolicy(value: string): boolean {
  try {
    const policy = JSON.parse(value) as { readonly Statement?: unknown } | null;
    return typeof policy === 'object' && policy !== null && policy.Statement !== undefined;
  } catch {
    return false;
  }
}

import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Cloud } from '../../../kernel/index.ts';
import { askToConfirm, tokenOf } from '../confirmation.ts';
import { invalidAttribute, invalidParameter } from '../errors.ts';
import { findEndpoint } from '../push/endpoints.ts';
import { CONFIRMED, SENDERS } from '../senders.ts';
import { mergedAttributes } from '../subscription-attributes.ts';
import { subscriptionAttributes } from '../subscriptions.ts';
import type { SubscriptionRow } from '../subscriptions.ts';
import { isFifo, onTopic, topicAt } from '../topics.ts';
import type { Attributes, TopicRow } from '../topics.ts';

/** Input of Subscribe. */
export interface SubscribeInput {
  readonly TopicArn: string;
  readonly Protocol: string;
  readonly Endpoint?: string;
  readonly Attributes?: Attributes;
  readonly ReturnSubscriptionArn?: boolean;
}

/** Protocols of AWS that are not offered. */
const NOT_OFFERED = new Set(['firehose']);

/** Subscribe. Queues and functions are confirmed at once, web servers and mailboxes are asked. */
export const subscribe = action(
  'Subscribe',
  onTopic('Subscribe'),
  (input: SubscribeInput, context) => {
    const topic = topicAt(input.TopicArn, context.cloud);
    const endpoint = input.Endpoint ?? '';
    checkEndpoint(topic, input.Protocol, endpoint, context.cloud);
    const attributes = mergedAttributes({}, input.Attributes ?? {});
    const known = context.cloud.db.get<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE topic = ? AND protocol = ? AND endpoint = ?',
      topic.arn,
      input.Protocol,
      endpoint,
    );
    if (known) checkSame(known, attributes, input.Attributes ?? {});
    const row = known ?? insert(topic, { ...input, endpoint, attributes }, context);
    const told = row.token === null || input.ReturnSubscriptionArn;
    return { SubscriptionArn: told ? row.arn : 'pending confirmation' };
  },
);

function checkEndpoint(topic: TopicRow, protocol: string, endpoint: string, cloud: Cloud): void {
  // The URLs of functions are https on AWS.
  if (protocol === 'https' && endpoint.startsWith(`${cloud.endpoint}/`)) return;
  if (NOT_OFFERED.has(protocol))
    throw new NotEmulated(`subscriptions of '${protocol}'`, 'there is nothing to deliver to');
  if (!SENDERS[protocol])
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  ENDPOINTS[protocol]!(endpoint, topic, cloud);
}

type EndpointCheck = (endpoint: string, topic: TopicRow, cloud: Cloud) => void;

const ENDPOINTS: Readonly<Record<string, EndpointCheck>> = {
  sqs: (endpoint, topic) => {
    if (!/^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/.test(endpoint))
      throw invalidParameter('SQS endpoint ARN');
    if (endpoint.endsWith('.fifo') && !isFifo(topic)) {
      throw invalidParameter(
        'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
      );
    }
  },
  lambda: (endpoint) => {
    if (!/^arn:aws[\w-]*:lambda:/.test(endpoint)) throw invalidParameter(`Lambda endpoint ARN`);
  },
  application: (endpoint, _topic, cloud) => {
    if (!findEndpoint(endpoint, cloud))
      throw invalidParameter(`Application endpoint arn invalid:${endpoint}`);
  },
  http: mustBegin('http://'),
  https: mustBegin('https://'),
  email: mustBeAddress,
  'email-json': mustBeAddress,
  sms: (endpoint) => {
    if (!/^\+?\d+([ -]?\d+)*$/.test(endpoint)) throw smsRefusal(endpoint);
  },
};

function smsRefusal(endpoint: string): Error {
  const error = invalidParameter('');
  return Object.assign(error, { message: `Invalid SMS endpoint: ${endpoint}` });
}

function mustBegin(scheme: string): EndpointCheck {
  return (endpoint) => {
    if (!endpoint.startsWith(scheme))
      throw invalidParameter('Endpoint must match the specified protocol');
  };
}

function mustBeAddress(endpoint: string): void {
  if (!/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalidParameter('Email address');
}

function checkSame(known: SubscriptionRow, attributes: Attributes, given: Attributes): void {
  const stored = subscriptionAttributes(known);
  const differs = Object.keys(given).some(
    (name) => (stored[name] ?? '') !== (attributes[name] ?? ''),
  );
  if (differs) throw invalidAttribute('Subscription already exists with different attributes');
}

function insert(
  topic: TopicRow,
  input: SubscribeInput & { readonly endpoint: string; readonly attributes: Attributes },
  { cloud, principal }: ActionContext,
): SubscriptionRow {
  const arn = `${topic.arn}:${cloud.world.uuid()}`;
  const row: SubscriptionRow = {
    arn,
    topic: topic.arn,
    protocol: input.Protocol,
    endpoint: input.endpoint,
    attributes: JSON.stringify(input.attributes),
    principal: principal.kind === 'role' ? principal.roleArn : principal.arn,
    token: CONFIRMED.has(input.Protocol) ? tokenOf({ arn }) : null,
    signed: 0,
    since: cloud.world.now(),
  };
  cloud.db.run(
    'INSERT INTO sns_subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    row.arn,
    row.topic,
    row.protocol,
    row.endpoint,
    row.attributes,
    row.principal,
    row.token,
    row.signed,
    row.since,
  );
  if (row.token !== null) askToConfirm(row, cloud);
  return row;
}

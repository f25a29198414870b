import { configurationOf } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';

/** A filter of keys, as the API writes it. */
export interface NotificationFilter {
  readonly Key?: {
    readonly FilterRules?: readonly { readonly Name?: string; readonly Value?: string }[];
  };
}

interface Common {
  readonly Id?: string;
  readonly Events: readonly string[];
  readonly Filter?: NotificationFilter;
}

/** Whom a bucket tells of its events. */
export interface NotificationConfiguration {
  readonly QueueConfigurations?: readonly (Common & { readonly QueueArn: string })[];
  readonly TopicConfigurations?: readonly (Common & { readonly TopicArn: string })[];
  readonly LambdaFunctionConfigurations?: readonly (Common & {
    readonly LambdaFunctionArn: string;
  })[];
  readonly EventBridgeConfiguration?: object;
}

/** One that is told. */
export interface Subscriber {
  readonly id: string;
  readonly arn: string;
  readonly events: readonly string[];
  readonly filter: NotificationFilter | undefined;
}

/** The bucket's notifications, or undefined. */
export function notificationsOf(bucket: BucketRow): NotificationConfiguration | undefined {
  return configurationOf<NotificationConfiguration>(bucket, 'notification');
}

/** All queues, topics and functions of a configuration. */
export function allSubscribers(configuration: NotificationConfiguration): readonly Subscriber[] {
  const { QueueConfigurations, TopicConfigurations, LambdaFunctionConfigurations } = configuration;
  const shaped = (common: Common, arn: string): Subscriber => ({
    id: common.Id ?? '',
    arn,
    events: common.Events,
    filter: common.Filter,
  });
  return [
    ...(QueueConfigurations ?? []).map((each) => shaped(each, each.QueueArn)),
    ...(TopicConfigurations ?? []).map((each) => shaped(each, each.TopicArn)),
    ...(LambdaFunctionConfigurations ?? []).map((each) => shaped(each, each.LambdaFunctionArn)),
  ];
}

/** Those who want to hear of this event of this key. */
export function subscribers(
  configuration: NotificationConfiguration,
  event: string,
  key: string,
): readonly Subscriber[] {
  return allSubscribers(configuration).filter(
    ({ events, filter }) =>
      events.some((pattern) => eventMatches(pattern, event)) && keyMatches(filter, key),
  );
}

function eventMatches(pattern: string, event: string): boolean {
  const wanted = pattern.replace(/^s3:/, '');
  return wanted.endsWith('*') ? event.startsWith(wanted.slice(0, -1)) : wanted === event;
}

function keyMatches(filter: NotificationFilter | undefined, key: string): boolean {
  return (filter?.Key?.FilterRules ?? []).every(({ Name, Value = '' }) =>
    Name?.toLowerCase() === 'suffix' ? key.endsWith(Value) : key.startsWith(Value),
  );
}

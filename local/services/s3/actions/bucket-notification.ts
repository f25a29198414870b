import { AwsError } from '../../../errors.ts';
import { action, processAction } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { bucketNamed, configure, onBucket } from '../buckets.ts';
import { invalidArgument, malformedXml, s3Error } from '../errors.ts';
import { allSubscribers, notificationsOf } from '../notifications/configuration.ts';
import type { NotificationConfiguration, Subscriber } from '../notifications/configuration.ts';
import { sendTestEvent } from '../notifications/deliver.ts';
import { EVENT_NAMES } from '../notifications/event-names.ts';
import { checkOverlaps } from '../notifications/overlap.ts';

/** Characters of a filter's value. Source: S3's API reference, FilterRule. */
const LONGEST_VALUE = 1024;

/** Input of PutBucketNotificationConfiguration. */
export interface PutNotificationInput {
  readonly Bucket: string;
  readonly NotificationConfiguration: NotificationConfiguration;
  readonly SkipDestinationValidation?: boolean;
}

/**
 * PutBucketNotificationConfiguration: replaces the whole. Every destination gets a test event; one
 * that does not take it is refused.
 */
export const putBucketNotificationConfiguration = processAction(
  'PutBucketNotificationConfiguration',
  onBucket('PutBucketNotification'),
  async (input: PutNotificationInput, context) => {
    const { cloud } = context;
    bucketNamed(input.Bucket, cloud);
    const next = withIds(input.NotificationConfiguration, context);
    const subscribers = allSubscribers(next);
    for (const subscriber of subscribers) checkSubscriber(subscriber);
    checkOverlaps(subscribers);
    if (!input.SkipDestinationValidation) await demandReachable(subscribers, input.Bucket, context);
    const silent = subscribers.length === 0 && !next.EventBridgeConfiguration;
    cloud.db.transaction(() =>
      configure(input.Bucket, 'notification', silent ? undefined : next, cloud),
    );
    return {};
  },
);

/** GetBucketNotificationConfiguration: empty where there is none. */
export const getBucketNotificationConfiguration = action(
  'GetBucketNotificationConfiguration',
  onBucket('GetBucketNotification'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) =>
    notificationsOf(bucketNamed(Bucket, cloud)) ?? {},
);

/** Ids are made up where there are none; filter rules are named in S3's spelling. */
function withIds(
  given: NotificationConfiguration,
  { cloud }: ActionContext,
): NotificationConfiguration {
  const completed = <
    Item extends NonNullable<NotificationConfiguration['QueueConfigurations']>[number] | object,
  >(
    items: readonly Item[] | undefined,
  ) =>
    items && items.length > 0
      ? items.map((item) => ({ Id: cloud.world.uuid(), ...defined(item), ...spelled(item) }))
      : undefined;
  return {
    QueueConfigurations: completed(given.QueueConfigurations),
    TopicConfigurations: completed(given.TopicConfigurations),
    LambdaFunctionConfigurations: completed(given.LambdaFunctionConfigurations),
    EventBridgeConfiguration: given.EventBridgeConfiguration,
  };
}

function defined<Item extends object>(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== undefined && value !== ''),
  ) as Item;
}

function spelled(item: object): Pick<Subscriber, never> & { Filter?: object } {
  const rules = (item as { Filter?: Subscriber['filter'] }).Filter?.Key?.FilterRules;
  if (!rules) return {};
  const named = rules.map(({ Name, Value }) => {
    if (Name === undefined || Value === undefined) throw malformedXml();
    const lower = Name.toLowerCase();
    if (Value.length > LONGEST_VALUE) {
      throw invalidArgument(
        'filter rule value cannot be longer than 1024 characters',
        'FilterRule.Value',
        Value,
      );
    }
    if (lower === 'prefix') return { Name: 'Prefix', Value };
    if (lower === 'suffix') return { Name: 'Suffix', Value };
    throw invalidArgument(
      'filter rule name must be either prefix or suffix',
      'FilterRule.Name',
      Name,
    );
  });
  return { Filter: { Key: { FilterRules: named } } };
}

function checkSubscriber({ events, filter }: Subscriber): void {
  const unknown = events.find((event) => !EVENT_NAMES.includes(event));
  if (unknown !== undefined || events.length === 0) {
    throw invalidArgument('The event is not supported for notifications', 'Event', unknown);
  }
  const names = (filter?.Key?.FilterRules ?? []).map(({ Name }) => Name);
  if (new Set(names).size < names.length) {
    throw invalidArgument(
      `Cannot specify more than one ${names[0]?.toLowerCase() ?? ''} rule in a filter.`,
      'FilterRule.Name',
    );
  }
}

async function demandReachable(
  subscribers: readonly Subscriber[],
  bucket: string,
  context: ActionContext,
): Promise<void> {
  const failed: Record<string, string> = {};
  for (const { arn } of subscribers) {
    try {
      await sendTestEvent(arn, bucket, context);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const n = Object.keys(failed).length / 2 + 1;
      failed[`ArgumentName${n}`] = arn;
      failed[`ArgumentValue${n}`] = reasonOf(error);
    }
  }
  if (Object.keys(failed).length === 0) return;
  throw s3Error(
    'InvalidArgument',
    'Unable to validate the following destination configurations',
    400,
    failed,
  );
}

function reasonOf(error: AwsError): string {
  return /NotFound|NonExistent|NotExist/i.test(error.code)
    ? 'The destination queue does not exist'
    : 'Not authorized to invoke function';
}

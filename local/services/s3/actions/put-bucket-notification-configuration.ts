import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** Input of PutBucketNotificationConfiguration. */
export interface PutNotificationInput {
  readonly Bucket: string;
  readonly NotificationConfiguration: Readonly<Record<string, unknown>>;
}

/**
 * PutBucketNotificationConfiguration: EventBridge only; queues, topics and functions hear of
 * objects through rules.
 */
export const putBucketNotificationConfiguration = action(
  'PutBucketNotificationConfiguration',
  onBucket('PutBucketNotification'),
  (input: PutNotificationInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const { EventBridgeConfiguration, ...others } = input.NotificationConfiguration;
    const direct = Object.entries(others).find(
      ([, value]) => Array.isArray(value) && value.length > 0,
    );
    if (direct)
      throw new NotEmulated(
        `the notification '${direct[0]}' of a bucket`,
        'route its events by EventBridge',
      );
    cloud.db.run(
      'UPDATE s3_buckets SET event_bridge = ? WHERE name = ?',
      EventBridgeConfiguration ? 1 : 0,
      input.Bucket,
    );
    return {};
  },
);

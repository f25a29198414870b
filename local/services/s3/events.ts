import type { ActionContext } from '../../kernel/index.ts';
import type { BucketRow } from './buckets.ts';
import { announceToEventBridge } from './notifications/event-bridge.ts';
import { notificationsOf, subscribers } from './notifications/configuration.ts';
import { notify } from './notifications/deliver.ts';
import { notificationRecord } from './notifications/record.ts';
import type { ObjectRow } from './object-row.ts';
import { nextSequence } from './sequence.ts';

/** What can happen to an object, by S3's name of the event. */
export type S3EventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectRestore:Post'
  | 'ObjectRestore:Completed'
  | 'ObjectRestore:Delete'
  | 'ObjectTagging:Put'
  | 'ObjectTagging:Delete'
  | 'ObjectAcl:Put'
  | 'LifecycleExpiration:Delete'
  | 'LifecycleExpiration:DeleteMarkerCreated'
  | 'LifecycleTransition';

/** One thing that happened to an object. */
export interface ObjectEvent {
  readonly name: S3EventName;
  /** The API's name of what caused it. */
  readonly reason: string;
  readonly object: ObjectRow;
  readonly sequence: number;
  /** End of a restored copy, ISO 8601. @default - no copy was restored */
  readonly restoredUntil?: string;
  /** Class before a restore or a transition. @default - STANDARD */
  readonly storageClass?: string;
}

/** Who and what caused an event. */
export type EventContext = Pick<ActionContext, 'cloud' | 'principal' | 'requestId' | 'http'>;

/** Tells EventBridge and the bucket's subscribers what happened to an object. */
export function objectEvent(
  name: S3EventName,
  reason: string,
  object: ObjectRow,
  bucket: BucketRow,
  context: EventContext,
  details: Pick<ObjectEvent, 'restoredUntil' | 'storageClass'> = {},
): void {
  const configuration = notificationsOf(bucket);
  if (!configuration) return;
  const event = { name, reason, object, sequence: nextSequence(context.cloud), ...details };
  if (configuration.EventBridgeConfiguration) announceToEventBridge(event, context);
  for (const subscriber of subscribers(configuration, name, object.key))
    notify(subscriber, bucket.name, notificationRecord(event, subscriber.id, context), context);
}

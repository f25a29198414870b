import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { keyNamed, keyPermission } from '../../kms/keys.ts';
import { fanOut } from '../delivery.ts';
import type { TopicAttribute } from '../delivery.ts';
import { onTopic, topicAt } from '../topics.ts';

/** Members of a message in Publish and in an entry of PublishBatch. */
export interface PublishInput {
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageAttributes?: Readonly<Record<string, TopicAttribute>>;
  readonly MessageGroupId?: string;
}

/** Bytes a message may have. */
const MAX_BYTES = 262_144;

/**
 * Publish. A topic with a customer's key demands `kms:GenerateDataKey` and `kms:Decrypt` of who
 * publishes.
 */
export const publish = action(
  'Publish',
  onTopic('Publish'),
  (input: PublishInput & { readonly TopicArn: string }, context) =>
    publishOne(input.TopicArn, input, context),
);

/** Input of PublishBatch. */
export interface PublishBatchInput {
  readonly TopicArn: string;
  readonly PublishBatchRequestEntries: readonly (PublishInput & { readonly Id: string })[];
}

/** PublishBatch. */
export const publishBatch = action(
  'PublishBatch',
  onTopic('Publish'),
  (input: PublishBatchInput, context) => ({
    Successful: input.PublishBatchRequestEntries.map((entry) => ({
      Id: entry.Id,
      ...publishOne(input.TopicArn, entry, context),
    })),
    Failed: [],
  }),
);

function publishOne(
  topic: string,
  input: PublishInput,
  { cloud, principal }: ActionContext,
): { readonly MessageId: string } {
  const row = topicAt(topic, cloud);
  if (Buffer.byteLength(input.Message) > MAX_BYTES)
    throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long');
  if (input.Message === '')
    throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
  const key = (JSON.parse(row.attributes) as Record<string, string>).KmsMasterKeyId;
  if (key && key !== 'alias/aws/sns') {
    for (const name of ['GenerateDataKey', 'Decrypt'])
      cloud.authorize(principal, keyPermission(name, keyNamed(key, { cloud })));
  }
  const id = cloud.world.uuid();
  fanOut(
    {
      id,
      topic,
      message: input.Message,
      subject: input.Subject,
      attributes: input.MessageAttributes ?? {},
      published: cloud.world.now(),
      groupId: input.MessageGroupId,
    },
    cloud,
  );
  return { MessageId: id };
}

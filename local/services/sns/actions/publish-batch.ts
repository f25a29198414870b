import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { checkMessageAttributes } from '../message-attributes.ts';
import { checkIds, MAX_BYTES, publishTo, sizeOf } from '../publishing.ts';
import type { Published, PublishInput } from '../publishing.ts';
import { onTopic, topicAt } from '../topics.ts';

/** Input of PublishBatch. */
export interface PublishBatchInput {
  readonly TopicArn: string;
  readonly PublishBatchRequestEntries: readonly (PublishInput & { readonly Id: string })[];
}

/** PublishBatch: what is wrong with one message fails that one; its attributes fail all. */
export const publishBatch = action(
  'PublishBatch',
  onTopic('Publish'),
  ({ TopicArn, PublishBatchRequestEntries: entries }: PublishBatchInput, context) => {
    const topic = topicAt(TopicArn, context.cloud);
    checkBatch(entries);
    for (const entry of entries) {
      checkMessageAttributes(entry.MessageAttributes ?? {});
      checkIds(topic, entry);
    }
    const Successful: (Published & { readonly Id: string })[] = [];
    const Failed: object[] = [];
    for (const { Id, ...message } of entries) {
      try {
        Successful.push({ Id, ...publishTo(topic, message, context) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  },
);

function checkBatch(entries: PublishBatchInput['PublishBatchRequestEntries']): void {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  }
  if (!entries.every(({ Id }) => /^[A-Za-z0-9_-]{1,80}$/.test(Id))) {
    throw new AwsError(
      'InvalidBatchEntryId',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MAX_BYTES) {
    throw new AwsError(
      'BatchRequestTooLong',
      'The length of all the messages put together is more than the limit.',
    );
  }
}

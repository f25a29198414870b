import { action } from '../../../kernel/index.ts';
import type { MessageAttributes } from '../message-attributes.ts';
import { enqueue } from '../messages.ts';
import type { NewMessage } from '../messages.ts';
import { onQueue, queueOf } from '../queues.ts';

/** The members that a message has in SendMessage and in an entry of a batch. */
export interface MessageInput {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageSystemAttributes?: MessageAttributes;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** SendMessage. */
export const sendMessage = action(
  'SendMessage',
  onQueue('SendMessage'),
  (input: MessageInput & { readonly QueueUrl: string }, context) =>
    enqueue(queueOf(input, context.cloud), newMessage(input), context),
);

/** A message out of the API's members. */
export function newMessage(input: MessageInput): NewMessage {
  return {
    body: input.MessageBody,
    attributes: input.MessageAttributes,
    systemAttributes: input.MessageSystemAttributes,
    delaySeconds: input.DelaySeconds,
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
  };
}

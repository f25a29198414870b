import type { MessageAttribute } from '../sqs/message-attributes.ts';

/** A message attribute as it is stored: bytes as base64. */
export interface TopicAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** Attributes of a message by name. */
export type TopicAttributes = Readonly<Record<string, TopicAttribute>>;

/** A message that was published, or one with which SNS asks for a confirmation. */
export interface TopicMessage {
  readonly id: string;
  readonly topic: string;
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly message: string;
  /** What single protocols get instead. @default - all get the same */
  readonly byProtocol?: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly attributes: TopicAttributes;
  readonly published: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Of FIFO topics. */
  readonly sequence?: string;
  /** The token of a confirmation. */
  readonly token?: string;
  /** Signature version of the topic. */
  readonly signature: string;
  /** Value of the trace header of the request. */
  readonly trace?: string;
}

/** What a protocol gets of a message. */
export function textFor(message: TopicMessage, protocol: string): string {
  return message.byProtocol?.[protocol] ?? message.message;
}

/** Attributes as they are stored. */
export function storedAttributes(
  attributes: Readonly<Record<string, MessageAttribute>>,
): TopicAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      StringValue !== undefined
        ? { DataType, StringValue }
        : { DataType, BinaryValue: Buffer.from(BinaryValue ?? []).toString('base64') },
    ]),
  );
}

/** Attributes as a queue takes them. */
export function queueAttributes(attributes: TopicAttributes): Record<string, MessageAttribute> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { BinaryValue, ...rest }]) => [
      name,
      BinaryValue === undefined
        ? rest
        : { ...rest, BinaryValue: Buffer.from(BinaryValue, 'base64') },
    ]),
  );
}

/** Attributes as they stand in an envelope. */
export function shownAttributes(attributes: TopicAttributes): Record<string, object> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );
}

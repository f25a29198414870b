import { createHash } from 'node:crypto';
import { invalidParameter } from './errors.ts';

/** A message attribute as the API takes it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

/** Message attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** MD5 in hex, as SQS answers it. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * Digest of message attributes: names in order, each part with its length before it. Undefined
 * where there are none. Source: SQS developer guide, "Calculating the MD5 message digest for
 * message attributes".
 */
export function attributesDigest(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const part = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    part(Buffer.from(name));
    part(Buffer.from(DataType));
    hash.update(Buffer.from([StringValue === undefined ? 2 : 1]));
    part(StringValue === undefined ? (BinaryValue ?? Buffer.alloc(0)) : Buffer.from(StringValue));
  }
  return hash.digest('hex');
}

/** Bytes that attributes take of a message's size: names, types and values. */
export function attributesSize(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (size, [name, { DataType, StringValue, BinaryValue }]) =>
      size +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue ?? '') +
      (BinaryValue?.length ?? 0),
    0,
  );
}

/** Throws AWS's refusal of message attributes. */
export function checkAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > 10) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [10].`,
    );
  }
  for (const name of names) checkAttribute(name, attributes[name]!);
}

function checkAttribute(name: string, attribute: MessageAttribute): void {
  if (/^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(
      `You can't use message (user) attribute names that start with any of these prefixes: [AWS., Amazon.].`,
    );
  }
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) || name.length > 256) {
    throw invalidParameter(
      'Message (user) attribute names can contain only alphanumeric characters, hyphens, underscores and periods. A name can not start or end with a period, or have periods in succession.',
    );
  }
  if (!attribute.DataType) {
    throw invalidParameter(
      `The message (user) attribute '${name}' must contain a non-empty message attribute type.`,
    );
  }
  if (!/^(String|Number|Binary)(\..+)?$/.test(attribute.DataType)) {
    throw invalidParameter(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  checkValue(name, attribute);
}

function checkValue(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const type = DataType.split('.')[0]!;
  const empty = type === 'Binary' ? !BinaryValue?.length : !StringValue;
  if (empty) {
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${type === 'Binary' ? 'Binary' : 'String'}'.`,
    );
  }
  if (type === 'Number' && Number.isNaN(Number(StringValue))) {
    throw invalidParameter(
      `Can't cast the value of message (user) attribute '${name}' to a number.`,
    );
  }
}

/** Attributes as they are stored: bytes as base64. */
export function storedAttributes(attributes: MessageAttributes): string {
  return JSON.stringify(attributes, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}

/** Stored attributes as the API shows them. */
export function readAttributes(text: string): MessageAttributes {
  const stored = JSON.parse(text) as Record<
    string,
    { DataType: string; StringValue?: string; BinaryValue?: string }
  >;
  return Object.fromEntries(
    Object.entries(stored).map(([name, { BinaryValue, ...rest }]) => [
      name,
      BinaryValue === undefined
        ? rest
        : { ...rest, BinaryValue: Buffer.from(BinaryValue, 'base64') },
    ]),
  );
}

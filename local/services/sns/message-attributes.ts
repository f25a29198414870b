import { AwsError } from '../../errors.ts';
import type { MessageAttribute } from '../sqs/message-attributes.ts';

const MAX_NAME_BYTES = 256;

/** Throws AWS's refusal of the attributes of a message. */
export function checkMessageAttributes(
  attributes: Readonly<Record<string, MessageAttribute>>,
): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    checkType(name, attribute.DataType);
    checkValue(name, attribute);
  }
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) >= MAX_NAME_BYTES)
    throw refused(`Length of message attribute name must be less than ${MAX_NAME_BYTES} bytes.`);
  const odd = /[^A-Za-z0-9_.-]/.exec(name)?.[0];
  if (odd !== undefined) {
    const code = odd.charCodeAt(0).toString(16).toUpperCase();
    throw refused(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith('.'))
    throw refused("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.'))
    throw refused("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..'))
    throw refused("Message attribute name can not have successive '.' character.");
}

function checkType(name: string, type: string): void {
  if (/^(String|Number|Binary)(\..+)?$/.test(type)) return;
  throw refused(
    `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
  );
}

function checkValue(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const binary = DataType.startsWith('Binary');
  const other = binary ? StringValue : BinaryValue;
  if (other !== undefined && other.length > 0) {
    throw refused(
      `The message attribute '${name}' with type '${DataType}' must use field '${binary ? 'Binary' : 'String'}'.`,
    );
  }
  if (!(binary ? BinaryValue : StringValue)?.length) {
    throw refused(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (DataType.startsWith('Number') && Number.isNaN(Number(StringValue)))
    throw refused(`Could not cast message attribute '${name}' value to number.`);
}

function refused(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}

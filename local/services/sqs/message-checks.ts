import { AwsError } from '../../errors.ts';
import { invalidParameter, invalidValue, missingParameter } from './errors.ts';
import { attributesSize, checkAttributes } from './message-attributes.ts';
import type { NewMessage } from './messages.ts';
import { attributesOf, isFifo } from './queues.ts';
import type { QueueRow } from './queues.ts';

/** Characters that XML knows; SQS takes no others. */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

const ID = /^[\x21-\x7e]{1,128}$/;

/** Throws AWS's refusal of a message; `batch` because AWS words a size differently there. */
export function checkMessage(queue: QueueRow, message: NewMessage, batch: boolean): void {
  if (!message.body) throw missingParameter('MessageBody');
  if (FORBIDDEN.test(message.body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  checkAttributes(message.attributes ?? {});
  checkSystemAttributes(message);
  const limit = Number(attributesOf(queue).MaximumMessageSize);
  if (sizeOf(message) > limit) {
    throw invalidParameter(
      `One or more parameters ${batch ? 'cannot be validated' : 'are invalid'}. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  checkDelay(queue, message.delaySeconds);
}

/** Bytes of a message that count against limits. */
export function sizeOf(message: NewMessage): number {
  return Buffer.byteLength(message.body) + attributesSize(message.attributes ?? {});
}

/** Throws where the ids that FIFO queues demand are missing or malformed. */
export function checkIds(queue: QueueRow, { groupId, deduplicationId }: NewMessage): void {
  checkId('MessageGroupId', groupId);
  checkId('MessageDeduplicationId', deduplicationId);
  if (isFifo(queue)) return;
  if (deduplicationId !== undefined) {
    throw invalidValue(
      deduplicationId,
      'MessageDeduplicationId',
      'The request include parameter that is not valid for this queue type.',
    );
  }
}

function checkId(name: string, value: string | undefined): void {
  if (value === undefined || ID.test(value)) return;
  throw invalidValue(
    value,
    name,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function checkDelay(queue: QueueRow, seconds: number | undefined): void {
  if (seconds === undefined) return;
  if (seconds < 0 || seconds > 900)
    throw invalidValue(seconds, 'DelaySeconds', 'DelaySeconds must be >= 0 and <= 900.');
  if (seconds > 0 && isFifo(queue)) {
    throw invalidValue(
      seconds,
      'DelaySeconds',
      'The request include parameter that is not valid for this queue type.',
    );
  }
}

function checkSystemAttributes({ systemAttributes = {} }: NewMessage): void {
  for (const [name, { DataType }] of Object.entries(systemAttributes)) {
    if (name !== 'AWSTraceHeader')
      throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
    if (DataType !== 'String')
      throw invalidParameter(
        `The type of message system attribute '${name}' is invalid. You must use only the following supported type prefixes: String.`,
      );
  }
}

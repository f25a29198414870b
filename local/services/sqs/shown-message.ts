import { attributesDigest, md5, readAttributes } from './message-attributes.ts';
import { sequenceNumber } from './messages.ts';
import type { MessageRow } from './messages.ts';

/** Which attributes a receiver wants to see. */
export interface ShownParts {
  readonly AttributeNames?: readonly string[];
  readonly MessageSystemAttributeNames?: readonly string[];
  readonly MessageAttributeNames?: readonly string[];
}

/** What may be asked for of a message besides its own attributes. */
export const SYSTEM_ATTRIBUTES: ReadonlySet<string> = new Set([
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
]);

/** How a message is shown to its receiver. */
export function asMessage(row: MessageRow, parts: ShownParts) {
  const wanted = parts.MessageAttributeNames ?? [];
  const shown = Object.entries(readAttributes(row.attributes)).filter(([name]) =>
    wanted.some((pattern) => matches(pattern, name)),
  );
  const attributes = Object.fromEntries(shown);
  return {
    MessageId: row.id,
    ReceiptHandle: row.receipt!,
    Body: row.body,
    MD5OfBody: md5(row.body),
    Attributes: systemAttributes(row, parts),
    // The digest is of the attributes that are shown: recorded from AWS.
    MD5OfMessageAttributes: attributesDigest(attributes),
    MessageAttributes: shown.length > 0 ? attributes : undefined,
  };
}

function systemAttributes(
  row: MessageRow,
  parts: ShownParts,
): Readonly<Record<string, string>> | undefined {
  const wanted = [...(parts.AttributeNames ?? []), ...(parts.MessageSystemAttributeNames ?? [])];
  const all: Readonly<Record<string, string | null>> = {
    SenderId: row.sender,
    SentTimestamp: String(row.sent),
    ApproximateReceiveCount: String(row.receives),
    ApproximateFirstReceiveTimestamp: String(row.first_receive),
    MessageGroupId: row.group_id,
    MessageDeduplicationId: row.deduplication,
    SequenceNumber: row.queue.endsWith('.fifo') ? sequenceNumber(row.seq) : null,
    AWSTraceHeader: row.trace,
    DeadLetterQueueSourceArn: row.source,
  };
  const shown = Object.entries(all).filter(
    (entry): entry is [string, string] =>
      entry[1] !== null && (wanted.includes('All') || wanted.includes(entry[0])),
  );
  return shown.length > 0 ? Object.fromEntries(shown) : undefined;
}

function matches(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '*' || pattern === '.*') return true;
  if (pattern.endsWith('.*')) return name.startsWith(pattern.slice(0, -2));
  return pattern === name;
}

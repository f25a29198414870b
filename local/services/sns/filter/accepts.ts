import { testOf } from '../../events/rules.ts';
import { scopeOf } from '../subscription-attributes.ts';
import { subscriptionAttributes } from '../subscriptions.ts';
import type { SubscriptionRow } from '../subscriptions.ts';
import type { TopicMessage } from '../messages.ts';

/** True where the filter policy of a subscription lets a message through. */
export function accepts(row: SubscriptionRow, message: TopicMessage): boolean {
  const attributes = subscriptionAttributes(row);
  if (!attributes.FilterPolicy) return true;
  const looked = scopeOf(attributes) === 'MessageBody' ? bodyOf(message) : valuesOf(message);
  return looked !== undefined && testOf(attributes.FilterPolicy)(looked);
}

/** The message as an object; one that is none is let through by no policy. */
function bodyOf({ message }: TopicMessage): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(message);
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    return isObject ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Attributes as values; bytes cannot be filtered by. */
function valuesOf({ attributes }: TopicMessage): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue }]) =>
      StringValue === undefined ? [] : [[name, valueOf(DataType, StringValue)]],
    ),
  );
}

function valueOf(type: string, text: string): unknown {
  if (type === 'Number') return Number(text);
  if (type !== 'String.Array') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

import { invalidAttribute, invalidParameter } from './errors.ts';
import { checkFilterPolicy } from './filter/check.ts';
import type { FilterScope } from './filter/check.ts';
import type { Attributes } from './topics.ts';

const KNOWN = new Set([
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'SubscriptionRoleArn',
]);

/** New attributes over old ones, checked; an empty value takes one away. */
export function mergedAttributes(old: Attributes, given: Attributes): Attributes {
  const merged: Record<string, string> = { ...old };
  for (const [name, value] of Object.entries(given)) {
    if (!KNOWN.has(name)) throw invalidParameter('AttributeName');
    if (value === '' || (name === 'FilterPolicy' && value === '{}')) delete merged[name];
    else merged[name] = checked(name, value);
  }
  if (merged.FilterPolicy) checkFilterPolicy(merged.FilterPolicy, scopeOf(merged));
  return merged;
}

/** What the filter policy of a subscription looks at. */
export function scopeOf(attributes: Attributes): FilterScope {
  return attributes.FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

function checked(name: string, value: string): string {
  if (name === 'RawMessageDelivery') return flag(name, value);
  if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value)) {
    throw invalidAttribute(
      `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  if (name === 'RedrivePolicy') checkRedrive(value);
  if (name === 'DeliveryPolicy') json(name, value);
  return value;
}

function flag(name: string, value: string): string {
  const lower = value.toLowerCase();
  if (lower !== 'true' && lower !== 'false')
    throw invalidAttribute(`${name}: Invalid value [${value}]. Must be true or false.`);
  return lower;
}

function checkRedrive(text: string): void {
  const { deadLetterTargetArn: arn } = json('RedrivePolicy', text);
  if (typeof arn !== 'string' || !/^arn:aws[\w-]*:sqs:[\w-]*:\d{12}:[\w.-]+$/.test(arn))
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
}

function json(name: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Refused below, like a text that is no object.
  }
  throw invalidParameter(`${name}: failed to parse JSON.`);
}

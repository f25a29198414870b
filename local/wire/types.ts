import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';
import { membersOf } from './members.ts';
import type { Operation } from './service-model.ts';

/**
 * Throws unless every value has the type that the model gives it. XML and forms have nothing but text.
 *
 * Source of the words: answers of AWS's JSON front end that dynalite records.
 */
export function demandTypes({ input: schema, model }: Operation, input: unknown): void {
  if (model.protocol === 'rest-xml' || model.protocol === 'query') return;
  const found = wrongType(schema, input);
  if (found !== undefined) throw new AwsError('SerializationException', found, { status: 400 });
}

function wrongType(schema: NormalizedSchema, value: unknown): string | undefined {
  if (value === undefined || value === null || schema.isUnitSchema()) return undefined;
  if (schema.isStructSchema()) return wrongMember(schema, value);
  if (schema.isListSchema())
    return Array.isArray(value)
      ? firstOf(value, (item) => wrongType(schema.getValueSchema(), item))
      : unexpected(value);
  if (schema.isMapSchema())
    return isObject(value)
      ? firstOf(Object.values(value), (item) => wrongType(schema.getValueSchema(), item))
      : unexpected(value);
  if (schema.isTimestampSchema())
    return value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : '';
  if (schema.isNumericSchema()) return plain(value, ['number', 'bigint'], 'Integer');
  if (schema.isBooleanSchema()) return plain(value, ['boolean'], 'Boolean');
  if (schema.isStringSchema()) return plain(value, ['string'], 'String');
  return undefined;
}

function wrongMember(schema: NormalizedSchema, value: unknown): string | undefined {
  if (!isObject(value)) return unexpected(value);
  const members = value as Readonly<Record<string, unknown>>;
  return firstOf(membersOf(schema), ([name, member]) => wrongType(member, members[name]));
}

function plain(value: unknown, types: readonly string[], wanted: string): string | undefined {
  if (types.includes(typeof value)) return undefined;
  if (typeof value === 'object') return unexpected(value);
  return `${TOKENS[typeof value] ?? String(value).toUpperCase() + '_VALUE'} cannot be converted to ${wanted}`;
}

const TOKENS: Readonly<Record<string, string>> = { string: 'STRING_VALUE', number: 'NUMBER_VALUE' };

function unexpected(value: unknown): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  return isObject(value)
    ? 'Start of structure or map found where not expected.'
    : 'Unexpected field type';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => string | undefined) {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

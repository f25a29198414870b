import type { NormalizedSchema } from '@smithy/core/schema';
import { serviceModel } from '../../../wire/service-model.ts';
import { validationException } from '../errors.ts';
import { parseResource } from '../integrations/resource.ts';
import { isObject } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import { outside, rangesOf } from './ranges.ts';
import type { StructureRanges } from './ranges.ts';

/** How strictly a mocked result is held to what the API answers. */
export type FieldValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

/** SDK packages by the name that integrations use, where `client-<name>` is not it. */
const PACKAGES: Readonly<Record<string, string>> = {
  states: 'sfn',
  events: 'eventbridge',
  cloudwatchlogs: 'cloudwatch-logs',
  sagemakerruntime: 'sagemaker-runtime',
};

/**
 * Holds a mocked result to the output of the API that the task calls: the types and ranges of its
 * members, and in strict mode that the required ones are there. APIs that are not offered here, jobs
 * and tokens are not held to anything.
 *
 * @throws AwsError `ValidationException` naming the first member that is wrong
 */
export function checkMockedResult(
  result: Json,
  resource: string,
  mode: FieldValidationMode = 'STRICT',
): void {
  if (mode === 'NONE') return;
  const output = outputOf(resource);
  if (output) checkStructure({ ...output, mode }, output.schema, result);
}

/** What the members of a service's answers are held to. */
interface Rules {
  readonly ranges: StructureRanges;
  readonly mode: FieldValidationMode;
}

function outputOf(
  resource: string,
): { readonly schema: NormalizedSchema; readonly ranges: StructureRanges } | undefined {
  const parsed = parseResource(resource);
  if (parsed?.kind !== 'integration' || parsed.pattern !== 'request') return undefined;
  const service = parsed.service.replace('aws-sdk:', '');
  const operation = parsed.api.charAt(0).toUpperCase() + parsed.api.slice(1);
  const client = PACKAGES[service] ?? service;
  try {
    const model = serviceModel(service, `@aws-sdk/client-${client}`);
    const schema = model.operations().get(operation)?.output;
    return schema && { schema, ranges: rangesOf(client) };
  } catch {
    // The package of a service that is not offered is not installed.
    return undefined;
  }
}

function checkStructure(rules: Rules, schema: NormalizedSchema, value: Json): void {
  if (!isObject(value)) return;
  const raw = schema.getSchema() as unknown[];
  const names = raw[4] as readonly string[];
  const required = rules.mode === 'STRICT' ? names.slice(0, Number(raw[6] ?? 0)) : [];
  for (const name of required) {
    if (!(capital(name) in value)) throw wrong(`Required field '${capital(name)}' is missing`);
  }
  for (const [name, member] of schema.structIterator()) {
    const given = value[capital(name)];
    if (given === undefined || given === null) continue;
    checkMember(rules, member, given, capital(name));
    const broken = outside(rules.ranges[String(raw[2])]?.[name], given);
    if (broken) throw wrong(`Field '${capital(name)}' ${broken}`);
  }
}

function checkMember(rules: Rules, schema: NormalizedSchema, value: Json, name: string): void {
  const kind = kindOf(schema);
  if (!KINDS[kind](value)) throw wrong(`Field '${name}' must be ${kind}`);
  if (kind === 'an array')
    for (const item of value as readonly Json[])
      checkMember(rules, schema.getValueSchema(), item, name);
  else if (schema.isStructSchema()) checkStructure(rules, schema, value);
  else if (kind === 'an object')
    for (const [key, item] of Object.entries(value as object))
      checkMember(rules, schema.getValueSchema(), item as Json, key);
}

/** Kinds of values, by the words that AWS has for them. */
const KINDS = {
  'a string': (value: Json) => typeof value === 'string',
  'a number': (value: Json) => typeof value === 'number',
  'a boolean': (value: Json) => typeof value === 'boolean',
  'an array': (value: Json) => Array.isArray(value),
  'an object': (value: Json) => isObject(value),
  'any value': () => true,
} as const;

/** Moments and bytes are text in the results of tasks. */
function kindOf(schema: NormalizedSchema): keyof typeof KINDS {
  if (schema.isListSchema()) return 'an array';
  if (schema.isStructSchema() || schema.isMapSchema()) return 'an object';
  if (schema.isBooleanSchema()) return 'a boolean';
  if (schema.isNumericSchema() || schema.isBigIntegerSchema()) return 'a number';
  if (schema.isStringSchema() || schema.isTimestampSchema()) return 'a string';
  // The payload of a function is whatever the function answers; other bytes are text.
  return schema.isBlobSchema() && !schema.isStreaming() ? blobKind(schema) : 'any value';
}

function blobKind(schema: NormalizedSchema): keyof typeof KINDS {
  return schema.getMemberName() === 'Payload' ? 'any value' : 'a string';
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function wrong(what: string): Error {
  return validationException(`Mock result schema validation error: ${what}`);
}

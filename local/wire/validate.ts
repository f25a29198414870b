import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';
import { violations } from './constraints.ts';
import { membersOf } from './members.ts';
import type { Operation, ServiceModel } from './service-model.ts';

/** The first required member at the top of the input that is not there, if any. */
export function missingMember(operation: Operation, input: unknown): string | undefined {
  if (!operation.input.isStructSchema()) return undefined;
  const given = (input ?? {}) as Record<string, unknown>;
  return requiredMembers(operation.input).find((name) => (given[name] ?? null) === null);
}

/** Throws AWS's ValidationException when required members are missing or types are wrong. */
export function validateInput(operation: Operation, input: unknown): void {
  const findings: string[] = [];
  check(operation.input, input, '', findings);
  findings.push(...violations(operation.model.name, operation.name, input));
  if (findings.length === 0) return;
  if (operation.model.name === 's3') {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      { status: 400 },
    );
  }
  const noun = findings.length === 1 ? 'error' : 'errors';
  throw new AwsError(
    codeOf(operation.model),
    `${findings.length} validation ${noun} detected: ${findings.join('; ')}`,
    { status: 400 },
  );
}

/** The error of a misused request. CloudWatch Logs has one of its own: its API reference lists no other. */
function codeOf({ name, protocol }: ServiceModel): string {
  if (name === 'logs') return 'InvalidParameterException';
  return protocol === 'query' || protocol === 'rest-xml'
    ? 'ValidationError'
    : 'ValidationException';
}

function check(schema: NormalizedSchema, value: unknown, path: string, findings: string[]): void {
  if (value === undefined || value === null) return;
  if (schema.isStructSchema())
    checkStructure(schema, value as Record<string, unknown>, path, findings);
  else if (schema.isListSchema()) checkList(schema, value, path, findings);
  else if (schema.isMapSchema()) {
    for (const [key, member] of Object.entries(value))
      check(schema.getValueSchema(), member, `${path}.${key}.member`, findings);
  }
}

function checkStructure(
  schema: NormalizedSchema,
  value: Record<string, unknown>,
  path: string,
  findings: string[],
): void {
  for (const name of requiredMembers(schema)) {
    if (value[name] !== undefined && value[name] !== null) continue;
    findings.push(
      `Value null at '${join(path, camel(name))}' failed to satisfy constraint: Member must not be null`,
    );
  }
  for (const [name, member] of membersOf(schema)) {
    if (value[name] !== undefined) check(member, value[name], join(path, camel(name)), findings);
  }
}

function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const raw = schema.getSchema() as unknown[];
  return (raw[4] as string[]).slice(0, Number(raw[6] ?? 0));
}

function checkList(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  findings: string[],
): void {
  if (!Array.isArray(value)) {
    findings.push(`Value at '${path}' failed to satisfy constraint: Member must be a list`);
    return;
  }
  value.forEach((item, index) =>
    check(schema.getValueSchema(), item, `${path}.${index + 1}.member`, findings),
  );
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** AWS names members in these texts with a lower-case first letter. */
function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

import { accessDenied, s3Error } from '../errors.ts';

/** A policy that a form has to fit. */
interface FormPolicy {
  readonly expiration?: unknown;
  readonly conditions?: readonly unknown[];
}

/** Bytes that the file may have. */
export interface SizeRange {
  readonly least: number;
  readonly most: number;
}

/** Fields that no condition has to name. */
const FREE = new Set(['policy', 'x-amz-signature', 'signature', 'awsaccesskeyid', 'file']);

/** A time in ISO 8601, as a policy has to say when it ends. Source: S3 API reference, POST policy. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * Throws AWS's errors unless the fields fit the policy of the form, and no field is there that it does
 * not name. Returns the size the file may have. Source: S3 API reference, POST policy.
 */
export function checkPolicy(
  encoded: string,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: number,
): SizeRange | undefined {
  const policy = parsed(encoded);
  const { conditions } = policy;
  if (expiryOf(policy) < now) throw denied('Policy expired.');
  if (!Array.isArray(conditions)) throw invalidDocument("Policy missing 'conditions'.");
  const values = new Map([...fields, ['bucket', bucket]]);
  const named = new Set<string>();
  let range: SizeRange | undefined;
  for (const condition of conditions.map(asTriple)) {
    const [given, field, value] = condition;
    const operator = String(given).toLowerCase();
    if (operator === 'content-length-range') {
      range = rangeOf(condition);
      continue;
    }
    const name = String(field).replace(/^\$/, '').toLowerCase();
    named.add(name);
    const actual = values.get(name) ?? '';
    const fits =
      String(field).startsWith('$') &&
      (operator === 'starts-with'
        ? actual.startsWith(String(value))
        : operator === 'eq' && actual === String(value));
    if (!fits) throw failed(condition);
  }
  demandNamed(values, named);
  return range;
}

/** Throws EntityTooLarge or EntityTooSmall. */
export function checkSize(size: number, range: SizeRange | undefined): void {
  if (range && size > range.most) {
    throw s3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
      ProposedSize: size,
      MaxSizeAllowed: range.most,
    });
  }
  if (range && size < range.least) {
    throw s3Error(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      400,
      { ProposedSize: size, MinSizeAllowed: range.least },
    );
  }
}

function parsed(encoded: string): FormPolicy {
  try {
    const policy: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
    if (typeof policy === 'object' && policy !== null) return policy;
  } catch {
    // Told below.
  }
  throw invalidDocument('Invalid JSON.');
}

function expiryOf({ expiration }: FormPolicy): number {
  if (typeof expiration === 'string' && ISO_TIME.test(expiration)) {
    const time = Date.parse(expiration);
    if (!Number.isNaN(time)) return time;
  }
  throw invalidDocument("Invalid 'expiration' value");
}

/** `{"key": "value"}` is short for `["eq", "$key", "value"]`. */
function asTriple(condition: unknown): readonly unknown[] {
  if (Array.isArray(condition)) return condition as unknown[];
  const pairs = Object.entries((condition ?? {}) as object);
  if (pairs.length !== 1) {
    throw invalidDocument(
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    );
  }
  return ['eq', `$${pairs[0]![0]}`, pairs[0]![1]];
}

function rangeOf(condition: readonly unknown[]): SizeRange {
  if (condition.length !== 3)
    throw invalidDocument("Invalid 'content-length-range': it needs a minimum and a maximum.");
  const [, least, most] = condition;
  const numbers = [least, most].map((value) =>
    typeof value === 'number' || /^\d+$/.test(String(value)) ? Number(value) : NaN,
  );
  if (numbers.some((value) => Number.isNaN(value))) throw failed(condition);
  return { least: numbers[0]!, most: numbers[1]! };
}

function demandNamed(fields: ReadonlyMap<string, string>, named: ReadonlySet<string>): void {
  const extra = [...fields.keys()].find(
    (name) => !FREE.has(name) && !name.startsWith('x-ignore-') && !named.has(name),
  );
  if (extra !== undefined) throw denied(`Extra input fields: ${extra}`);
}

function failed(condition: readonly unknown[]) {
  const shown = condition.map((part) => JSON.stringify(String(part))).join(', ');
  return denied(`Policy Condition failed: [${shown}]`);
}

function denied(reason: string) {
  return accessDenied(`Invalid according to Policy: ${reason}`);
}

function invalidDocument(reason: string) {
  return s3Error('InvalidPolicyDocument', `Invalid Policy: ${reason}`);
}

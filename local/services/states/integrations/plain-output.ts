import { isObject } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';

/**
 * How an integration writes moments: ISO 8601 (SDK calls) or epoch milliseconds (optimized
 * integrations).
 */
export type DateForm = 'iso' | 'millis';

/** The answer of an action as JSON: dates written out, bytes as text, absent members left out. */
export function plainOutput(value: unknown, dates: DateForm): Json {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return dates === 'iso' ? isoDate(value) : value.getTime();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map((item) => plainOutput(item, dates));
  if (typeof value !== 'object') return typeof value === 'bigint' ? Number(value) : (value as Json);
  const plain: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) plain[name] = plainOutput(member, dates);
  }
  return plain;
}

/** The bytes of a body: text, bytes, or a stream of them. */
export async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array | string>)
    chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/**
 * An answer with its names in PascalCase, as Step Functions writes those of APIs that begin them in
 * lower case.
 */
export function capitalized(value: Json): Json {
  if (Array.isArray(value)) return value.map(capitalized);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [capital(name), capitalized(member)]),
  );
}

/** Parameters with their names beginning in lower case. */
export function uncapitalized(value: Json): Json {
  if (Array.isArray(value)) return value.map(uncapitalized);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      uncapitalized(member),
    ]),
  );
}

/** The first letter in upper case. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function isoDate(date: Date): string {
  return date.getUTCMilliseconds() === 0
    ? `${date.toISOString().slice(0, 19)}Z`
    : date.toISOString();
}

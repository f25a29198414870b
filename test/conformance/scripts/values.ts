/** Small questions about values of unknown kind. */

/** An object with members of any kind. */
export type Members = Record<string, unknown>;

/** Whether a value is an object with members: no list, no bytes, no moment. */
export function isMembers(value: unknown): value is Members {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Date)
  );
}

/** A text for pattern matching that stands for itself. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** The value of JSON text; undefined where it is none. */
export function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** A value in a few words. */
export function short(value: unknown, limit = 90): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length <= limit ? text : `${text.slice(0, limit - 3)}...`;
}

/** The same data with every text replaced, names of members too. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [change(name), mapTexts(item, change)]),
  );
}

/** The first match anywhere in a text that is one as a whole. */
export function wholly(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 's');
}

import { decodeLossy } from '../tabular/utf8.ts';

/** Members that the objects of lines have. */
export interface JsonMembers {
  /** Those whose values are texts, numbers, booleans or nothing, in the order in which they are met. */
  readonly plain: readonly string[];
  /** Those that are objects or lists somewhere: no column can hold them. */
  readonly nested: readonly string[];
}

/** The members of all objects in these bytes; a line that is cut off or no object has none. */
export function jsonMembers(bytes: Uint8Array): JsonMembers {
  const isNested = new Map<string, boolean>();
  for (const line of decodeLossy(bytes).split('\n')) {
    for (const [name, value] of Object.entries(objectOf(line))) {
      const nests = typeof value === 'object' && value !== null;
      isNested.set(name, nests || (isNested.get(name) ?? false));
    }
  }
  const all = [...isNested];
  const ofKind = (wanted: boolean) => all.filter(([, is]) => is === wanted).map(([name]) => name);
  return { plain: ofKind(false), nested: ofKind(true) };
}

function objectOf(line: string): object {
  try {
    const value: unknown = JSON.parse(line.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

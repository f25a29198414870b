import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import type { Edit } from './traces.ts';

/** A line of JSON Lines that goes as a whole, stays, or stays as another value without some rows. */
export type LineVerdict =
  { readonly goes: number } | { readonly stays: unknown; readonly without: number } | null;

/** How lines are written again. */
export interface LinesCopy {
  /** Does every line stay on its number, with blank ones in the place of those that are gone? */
  readonly keepLines: boolean;
}

/** JSON Lines without what goes; null where nothing does. Lines that are no JSON stay as they are. */
export function jsonLinesWithout(
  bytes: Uint8Array,
  verdict: (value: unknown, line: number) => LineVerdict,
  { keepLines }: LinesCopy,
): Edit | null {
  let rows = 0;
  const kept = decodeUtf8(bytes)
    .split('\n')
    .flatMap((text, index) => {
      const found = text.trim() === '' ? null : verdict(parsed(text), index + 1);
      if (found === null) return [text];
      if ('goes' in found) {
        rows += found.goes;
        return keepLines ? [''] : [];
      }
      rows += found.without;
      return [JSON.stringify(found.stays)];
    });
  if (rows === 0) return null;
  const body = kept.join('\n');
  return { body: body.trim() === '' ? null : encodeUtf8(body), rows };
}

/** The member of a value, if it is an object that has it. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The value of a line; nothing where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

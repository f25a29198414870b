/** Where a listing goes on: at its start, behind a row, or behind all keys up to one. */
export type Cursor<Row> =
  | { readonly kind: 'start' }
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'past'; readonly key: string };

/** What a listing asks for. */
export interface GroupedQuery {
  readonly prefix: string;
  /** Empty: no grouping. */
  readonly delimiter: string;
  /** The key at which the caller's marker stands; groups it lies in were shown before. */
  readonly marker: string;
  readonly limit: number;
}

/** One page of a listing. */
export interface GroupedPage<Row> {
  readonly rows: readonly Row[];
  readonly prefixes: readonly string[];
  /** The last element, where there is more behind it. */
  readonly last: Row | string | undefined;
}

/** Sorts behind every key that begins with the text before it. */
export const BEHIND = '\u{10ffff}';

/** Rows read at once while keys are grouped: most of them vanish in a group. */
const GROUPING_PAGE = 100;

/**
 * Lists rows in key order, keys with a common prefix as one element. Keys below one prefix are
 * skipped by one index seek, not read.
 */
export function grouped<Row extends { readonly key: string }>(
  query: GroupedQuery,
  fetch: (cursor: Cursor<Row>, limit: number) => readonly Row[],
): GroupedPage<Row> {
  const rows: Row[] = [];
  const prefixes: string[] = [];
  let last: Row | string | undefined;
  let cursor: Cursor<Row> = { kind: 'start' };
  const full = () => rows.length + prefixes.length >= query.limit;
  if (query.limit === 0) return { rows, prefixes, last };
  for (;;) {
    const room = query.limit - rows.length - prefixes.length + 1;
    const next = fetch(cursor, query.delimiter === '' ? room : Math.min(room, GROUPING_PAGE));
    if (next.length === 0) return { rows, prefixes, last: undefined };
    for (const row of next) {
      const group = commonPrefix(row.key, query);
      const shown = group !== undefined && query.marker.startsWith(group);
      if (full() && !shown) return { rows, prefixes, last };
      if (group === undefined) {
        rows.push(row);
        last = row;
        cursor = { kind: 'row', row };
        continue;
      }
      if (!shown) prefixes.push((last = group));
      cursor = { kind: 'past', key: `${group}${BEHIND}` };
      break;
    }
  }
}

function commonPrefix(key: string, { prefix, delimiter }: GroupedQuery): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

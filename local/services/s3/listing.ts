import type { Cloud } from '../../kernel/index.ts';
import type { ObjectRow } from './objects.ts';

/** What a listing asks for. */
export interface ListingQuery {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys and common prefixes after this one. */
  readonly after: string;
  readonly limit: number;
}

/** One page of a listing. */
export interface Listing {
  readonly objects: readonly ObjectRow[];
  readonly prefixes: readonly string[];
  /** Where the next page begins, or undefined at the end. */
  readonly next: string | undefined;
}

/**
 * The newest, undeleted versions in key order. Keys below one common prefix are skipped by one
 * index seek, not read.
 */
export function list(query: ListingQuery, cloud: Cloud): Listing {
  const objects: ObjectRow[] = [];
  const prefixes: string[] = [];
  let after = query.after;
  for (;;) {
    const room = query.limit - objects.length - prefixes.length;
    const rows = page(
      query,
      after,
      query.delimiter === '' ? room + 1 : Math.min(room + 1, 200),
      cloud,
    );
    if (rows.length === 0) return { objects, prefixes, next: undefined };
    for (const row of rows) {
      if (objects.length + prefixes.length >= query.limit)
        return { objects, prefixes, next: after };
      const group = commonPrefix(row.key, query);
      if (group === undefined) {
        objects.push(row);
        after = row.key;
      } else {
        if (group !== prefixes.at(-1) && !query.after.startsWith(group)) prefixes.push(group);
        after = `${group}\u{10ffff}`;
        break;
      }
    }
  }
}

function page(
  { bucket, prefix }: ListingQuery,
  after: string,
  limit: number,
  cloud: Cloud,
): ObjectRow[] {
  return cloud.db.all<ObjectRow>(
    `SELECT o.* FROM s3_objects o
     WHERE o.bucket = ? AND o.key > ? AND o.key >= ? AND o.key < ? AND o.marker = 0
       AND o.seq = (SELECT max(seq) FROM s3_objects n WHERE n.bucket = o.bucket AND n.key = o.key)
     ORDER BY o.key LIMIT ?`,
    bucket,
    after,
    prefix,
    `${prefix}\u{10ffff}`,
    limit,
  );
}

function commonPrefix(key: string, { prefix, delimiter }: ListingQuery): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** How a listing shows an object. */
export function asContent(row: ObjectRow) {
  return {
    Key: row.key,
    LastModified: new Date(row.modified),
    ETag: `"${row.etag}"`,
    Size: row.size,
    StorageClass: 'STANDARD',
  };
}

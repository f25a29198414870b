import type { Cloud } from '../../kernel/index.ts';
import { s3Error } from './errors.ts';

/**
 * Bytes up to which a body lies in the store: reading and writing them there takes a fraction of
 * what a file of their own does. Source: sqlite.org/intern-v-extern-blob.html.
 */
export const LARGEST_ROW = 64 * 1024;

/**
 * Where small bodies lie. Their ids grow, so that a new body comes behind all others and the store writes
 * few pages. A text as key, in a table without row ids, would let bodies of more than a quarter of a page
 * spill over, and each comparison read what was spilt. Source: sqlite.org/fileformat2.html.
 */
export const BODY_TABLE =
  'CREATE TABLE IF NOT EXISTS s3_bodies (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)';

/** True for the name of a body in the store, which is its id; those of files have a folder. */
export function isRow(name: string): boolean {
  return !name.includes('/');
}

/** Keeps a small body. Returns its name. */
export function writeRow(id: number, bytes: Buffer, cloud: Cloud): string {
  cloud.db.run('INSERT INTO s3_bodies (id, bytes) VALUES (?, ?)', id, bytes);
  return String(id);
}

/** The bytes of a small body. Throws InternalError where the store lost it. */
export function readRow(name: string, cloud: Cloud): Buffer {
  const row = cloud.db.get<{ bytes: Buffer }>(
    'SELECT bytes FROM s3_bodies WHERE id = ?',
    Number(name),
  );
  if (!row)
    throw s3Error('InternalError', 'We encountered an internal error. Please try again.', 500);
  return row.bytes;
}

/** Removes a small body, if it is there. */
export function dropRow(name: string, cloud: Cloud): void {
  cloud.db.run('DELETE FROM s3_bodies WHERE id = ?', Number(name));
}

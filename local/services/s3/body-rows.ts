import type { Cloud } from '../../kernel/index.ts';
import { s3Error } from './errors.ts';

/**
 * Bytes up to which a body lies in the store: reading and writing them there takes a fraction of
 * what a file of their own does. Source: sqlite.org/intern-v-extern-blob.html.
 */
export const LARGEST_ROW = 64 * 1024;

/** Where small bodies lie. */
export const BODY_TABLE =
  'CREATE TABLE IF NOT EXISTS s3_bodies (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID';

/**
 * A name for a small body. Names begin with the time, so that new bodies lie beside each other and
 * the store writes few pages.
 */
export function newRowName({ world }: Cloud): string {
  return `${world.now().toString(16).padStart(12, '0')}-${world.uuid()}`;
}

/** True for the name of a body in the store; those of files have a folder. */
export function isRow(name: string): boolean {
  return !name.includes('/');
}

/** Keeps a small body. */
export function writeRow(name: string, bytes: Buffer, cloud: Cloud): void {
  cloud.db.run('INSERT INTO s3_bodies (name, bytes) VALUES (?, ?)', name, bytes);
}

/** The bytes of a small body. Throws InternalError where the store lost it. */
export function readRow(name: string, cloud: Cloud): Buffer {
  const row = cloud.db.get<{ bytes: Buffer }>('SELECT bytes FROM s3_bodies WHERE name = ?', name);
  if (!row)
    throw s3Error('InternalError', 'We encountered an internal error. Please try again.', 500);
  return row.bytes;
}

/** Removes a small body, if it is there. */
export function dropRow(name: string, cloud: Cloud): void {
  cloud.db.run('DELETE FROM s3_bodies WHERE name = ?', name);
}

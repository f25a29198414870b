import { rewriteCsv } from './rewrite-csv.ts';
import { rewriteParquet } from './rewrite-parquet.ts';
import { storedFormat } from './stored-format.ts';
import type { Rewriting, StoredFile } from './rewriting.ts';
import type { Goes } from './table-row.ts';

/** A lake's table without the rows that go; null where none does. Told from CSV by its first bytes. */
export async function lakeTableWithout(file: StoredFile, goes: Goes): Promise<Rewriting | null> {
  return (await storedFormat(file)) === 'parquet'
    ? await rewriteParquet(file, goes, { keepRows: false, types: 'lake' })
    : await rewriteCsv(file, goes, { keepLines: false });
}

import { readParquetRows } from '../../domain/parquet/read-rows.ts';
import { readCsv } from '../../domain/tabular/csv-scanner.ts';
import { LambdaError } from '../errors.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import type { ObjectStore } from '../../domain/ports.ts';
import type { Manifest } from '../../domain/runs/plan.ts';

const AT_ONCE = 16;

/** What was admitted before the lake held Parquet. */
const OLDER = '.csv';

/**
 * All rows of a manifest, in its order, with their values in the order of the contract's columns.
 * Objects were judged when they were admitted; where the contract has got a column since, rows from
 * before have no value there.
 */
export async function readRows(
  lake: ObjectStore, manifest: Manifest, contract: DataContract,
): Promise<readonly (readonly string[])[]> {
  const columns = contract.columns.map((column) => column.name);
  const objects: string[][][] = [];
  for (let from = 0; from < manifest.objects.length; from += AT_ONCE) {
    const keys = manifest.objects.slice(from, from + AT_ONCE).map((object) => object.key);
    objects.push(...await Promise.all(keys.map((key) => readObject(lake, key, columns))));
  }
  return objects.flat();
}

async function readObject(lake: ObjectStore, key: string, columns: readonly string[]): Promise<string[][]> {
  const bytes = await lake.find(key);
  if (bytes === null) throw new LambdaError('ObjectMissing', `restore '${key}': a dataset is pinned to it`);
  if (!key.endsWith(OLDER)) return readParquetRows(bytes, columns);
  const [header = [], ...rows] = readCsv([bytes]);
  if (header.join('\n') === columns.join('\n')) return rows;
  const positions = columns.map((column) => header.indexOf(column));
  return rows.map((row) => positions.map((position) => row[position] ?? ''));
}

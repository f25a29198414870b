import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import { ParquetFile } from '../../domain/parquet/parquet-file.ts';
import { readParquetInto } from '../../domain/parquet/parquet-rows.ts';
import { readCsv } from '../../domain/tabular/csv-scanner.ts';
import type { FieldRow } from '../../domain/tabular/field-row.ts';
import { formatOf, HEAD_BYTES } from '../../domain/tabular/file-format.ts';
import { transcoderOf } from '../../domain/tabular/transcode.ts';
import { PredictionAnswer } from '../../lambda/serve-prediction/contract.ts';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { postSigned } from './signed-request.ts';

/** One row as it is sent: values by column. */
export type AskedRow = Readonly<Record<string, unknown>>;

/** Rows that go into one request: far below the 6 MB that a function URL takes. */
const ROWS_PER_REQUEST = 500;

/**
 * The first rows of a file as it may be uploaded (CSV, JSON Lines, Parquet), or of JSON (a list of rows, or
 * `{ "rows": [...] }`); all but Parquet may be gzip.
 *
 * @param contract says how CSV is written and, where it has no header, its columns
 */
export async function readRows(
  path: string,
  limit: number,
  contract: DataContract,
): Promise<readonly AskedRow[]> {
  const stored = readFileSync(path);
  const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
  const rows = /\.json(\.gz)?$/.test(path)
    ? rowsOfJson(bytes, path)
    : await rowsOf(bytes, { path, limit, contract });
  return rows.slice(0, limit);
}

interface Asking {
  readonly path: string;
  readonly limit: number;
  readonly contract: DataContract;
}

async function rowsOf(
  bytes: Buffer,
  { path, limit, contract }: Asking,
): Promise<readonly AskedRow[]> {
  const transcoder = transcoderOf(contract.encoding ?? 'utf-8', bytes);
  const format = formatOf(bytes.subarray(0, HEAD_BYTES));
  if (format === 'parquet') return await rowsOfParquet(bytes, limit);
  const text = [transcoder.take(bytes), transcoder.end()];
  if (format === 'csv') return rowsOfCsv(text, contract.header);
  return Buffer.concat(text)
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .flatMap((line) => rowsOfJson(Buffer.from(line), path));
}

async function rowsOfParquet(bytes: Buffer, limit: number): Promise<readonly AskedRow[]> {
  const read = (from: number, to: number) => Promise.resolve(bytes.subarray(from, to));
  const file = await ParquetFile.open({ size: bytes.length, read });
  const wanted = file.names.filter((name) => !file.nested.includes(name));
  const rows: AskedRow[] = [];
  const take = (fields: FieldRow): void => {
    rows.push(rowOf(wanted, fields.texts()));
  };
  await readParquetInto(file, { wanted, take, most: limit });
  return rows;
}

const LOGS = 'perennial logs serve-prediction --since 10m';

/** What to type next, by the code that the gateway answers. */
const NEXT: Readonly<Record<string, (model: string) => string>> = {
  NothingDeployed: (model) => `perennial status ${model}`,
  NoGoodRow: (model) => `perennial check <file> --model ${model}`,
};

/** Asks the gateway of a model, at `url`, about rows, request by request. */
export async function askFor(
  rows: readonly AskedRow[],
  { model, url }: { readonly model: string; readonly url: string },
  connection: Connection,
): Promise<readonly PredictionAnswer[]> {
  const answers: PredictionAnswer[] = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_REQUEST) {
    const body = { rows: rows.slice(at, at + ROWS_PER_REQUEST) };
    const answer = await postSigned(
      connection,
      url,
      body,
      ({ code = '', isRefusal }) => NEXT[code]?.(model) ?? (isRefusal ? undefined : LOGS),
    );
    answers.push(PredictionAnswer.parse(answer));
  }
  return answers;
}

function rowsOfCsv(pieces: readonly Uint8Array[], header?: readonly string[]): readonly AskedRow[] {
  const all = [...readCsv(pieces, { delimiter: 'detect' })];
  const isNamed = header === undefined || all[0]?.every((name, at) => name.trim() === header[at]);
  const names = (isNamed ? all.shift() : header) ?? [];
  return all.filter((row) => row.length > 1 || row[0] !== '').map((row) => rowOf(names, row));
}

function rowOf(names: readonly string[], values: readonly string[]): AskedRow {
  return Object.fromEntries(names.map((name, at) => [name.trim(), values[at]?.trim() ?? '']));
}

function rowsOfJson(bytes: Buffer, path: string): readonly AskedRow[] {
  try {
    const parsed = JSON.parse(bytes.toString('utf8')) as
      { rows?: readonly AskedRow[] } | readonly AskedRow[];
    return 'rows' in parsed && parsed.rows ? parsed.rows : ([parsed].flat() as readonly AskedRow[]);
  } catch (cause) {
    const next = 'a list of rows, or {"rows": [{"column": value}]}';
    throw new CliError('NoFile', `'${path}' is no JSON`, next, { cause });
  }
}

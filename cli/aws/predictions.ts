import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readCsv } from '../../domain/tabular/csv-scanner.ts';
import { PredictionAnswer } from '../../lambda/serve-prediction/contract.ts';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { postSigned } from './signed-request.ts';

/** One row as it is sent: values by column. */
export type AskedRow = Readonly<Record<string, unknown>>;

/** Rows that go into one request: far below the 6 MB that a function URL takes. */
const ROWS_PER_REQUEST = 500;

/**
 * The rows of a CSV file with a header, or of JSON (a list of rows, or `{ "rows": [...] }`);
 * either may be gzip.
 */
export function readRows(path: string, limit: number): readonly AskedRow[] {
  const stored = readFileSync(path);
  const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
  return (/\.json(\.gz)?$/.test(path) ? rowsOfJson(bytes, path) : rowsOfCsv(bytes)).slice(0, limit);
}

/** Asks the gateway of a model, at `url`, about rows, request by request. */
export async function askFor(
  rows: readonly AskedRow[],
  { model, url }: { readonly model: string; readonly url: string },
  connection: Connection,
): Promise<readonly PredictionAnswer[]> {
  const answers: PredictionAnswer[] = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_REQUEST) {
    const body = { rows: rows.slice(at, at + ROWS_PER_REQUEST) };
    const answer = await postSigned(connection, url, body, (code) =>
      code === 'NothingDeployed'
        ? `perennial status ${model}`
        : 'perennial logs serve-prediction --since 10m',
    );
    answers.push(PredictionAnswer.parse(answer));
  }
  return answers;
}

function rowsOfCsv(bytes: Uint8Array): readonly AskedRow[] {
  const [header = [], ...rows] = readCsv([bytes]);
  return rows
    .filter((row) => row.length > 1 || row[0] !== '')
    .map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
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

/** A row is encoded alike wherever it comes from: to train on, to be judged in a batch, to be asked about. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { FileJudge } from '../../../domain/contract/file-judge.ts';
import { rowEncoding } from '../../../domain/features/encode-row.ts';
import { ServingBundle } from '../../../domain/features/bundle.ts';
import { assemble } from '../../../domain/runs/assemble.ts';
import { sortRows } from '../../../domain/runs/sort-rows.ts';
import { requestReader } from '../../../domain/serving/read-request.ts';
import { rowIdentity } from '../../../domain/split/sides.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { readCsv } from '../../../domain/tabular/csv-scanner.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { churn } from '../../../pipelines/churn/pipeline.ts';
import { taxiFare } from '../../../pipelines/taxi-fare/pipeline.ts';
import type { ModelDefinition } from '../../../domain/definition/index.ts';
import type { RunPlan } from '../../../domain/runs/plan.ts';

const SELECTION = { trainFrom: null, newestRows: null, holdoutFrom: null };
const PLAN: RunPlan = {
  model: 'm',
  runId: '20240101-00000000',
  reason: 'first',
  changedAt: null,
  selection: SELECTION,
  champion: null,
  dataset: { key: '', hash: '', rows: 0 },
  definitionHash: '',
  image: '',
  hyperparameters: {},
};
const TRIPS = [
  'pickup_datetime,dropoff_datetime,trip_distance,pickup_location_id,dropoff_location_id,passenger_count,rate_code_id,total_amount,tip_amount',
  ...Array.from(
    { length: 900 },
    (_, row) =>
      `2018-0${1 + (row % 9)}-1${row % 9} 0${row % 9}:05:0${row % 9},,${row % 7}.${row % 10}0,${1 + (row % 40)},${1 + (row % 13)},${row % 3 === 0 ? '' : `${row % 5}.0`},1,${10 + (row % 50)}.5,1`,
  ),
].join('\n');

/** Rows of a file as the door accepts them, and as they were sent, by what they are known by. */
function rowsOf(definition: ModelDefinition, text: string) {
  const accepted: string[][] = [];
  const judge = new FileJudge(definition.contract, {
    accept: (row) => void accepted.push(row.values()),
    refuse: () => undefined,
  });
  const scanner = new ByteScanner(judge.take);
  scanner.push(encodeUtf8(text));
  scanner.end();
  const [header = [], ...lines] = readCsv([encodeUtf8(text)]);
  const sent = lines.map((line) =>
    Object.fromEntries(header.map((name, index) => [name, line[index] ?? ''])),
  );
  return { accepted, sent };
}

describe.each<[string, ModelDefinition, string]>([
  [
    'churn',
    churn,
    gunzipSync(readFileSync('pipelines/churn/data/telco-customer-churn.csv.gz')).toString('utf8'),
  ],
  ['taxi-fare', taxiFare, TRIPS],
])('%s', (_name, definition, text) => {
  const { accepted, sent } = rowsOf(definition, text);
  const sorted = sortRows(definition, accepted, SELECTION);
  const made = assemble(definition, PLAN, sorted, null);
  // As it is stored and read again.
  const bundle = ServingBundle.parse(JSON.parse(JSON.stringify(made.bundle)));
  const columns = definition.contract.columns.map(({ name }) => name);
  const { asked, refused } = requestReader(bundle)(sent);
  const encode = rowEncoding(bundle.encoder, columns);
  const online = new Map(asked.map(({ index, values }) => [index, encode(values)]));

  test('the gateway encodes every row as the run does, byte by byte', () => {
    expect(refused).toEqual([]);
    expect(accepted).toHaveLength(sent.length);
    const offline = accepted.map((row) => encode(row));
    expect(sent.map((_row, index) => online.get(index))).toEqual(offline);
  });

  test('the files of the jobs have those very bytes', () => {
    const identity = rowIdentity(definition.contract);
    const place = new Map(accepted.map((row, index) => [identity(row), index]));
    const expected = (side: readonly (readonly string[])[]) =>
      side.map((row) => online.get(place.get(identity(row))!));
    expect(made.holdoutOfChallenger.trimEnd().split('\n')).toEqual(expected(sorted.holdout));
    const withoutLabels = made.train
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(line.indexOf(',') + 1));
    expect(withoutLabels).toEqual(expected(sorted.train));
  });

  test('a champion that is judged again encodes the holdout as it is asked', () => {
    const again = assemble(definition, PLAN, sorted, bundle);
    expect(again.holdoutOfChampion).toBe(made.holdoutOfChallenger);
  });

  test('no row is on two sides, and what the encoder knows it has from the training side alone', () => {
    const identity = rowIdentity(definition.contract);
    const sides = [sorted.train, sorted.validation, sorted.holdout].map(
      (side) => new Set(side.map(identity)),
    );
    for (const [at, side] of sides.entries()) {
      for (const other of sides.slice(at + 1))
        expect([...side].filter((row) => other.has(row))).toEqual([]);
    }
    const strange = sorted.holdout.map((row) =>
      row.map((value, index) =>
        definition.contract.columns[index]!.type === 'category' ? `${value}?` : value,
      ),
    );
    const { bundle: fitted } = assemble(
      definition,
      PLAN,
      { ...sorted, holdout: strange, validation: [] },
      null,
    );
    expect(fitted.encoder).toEqual(made.bundle.encoder);
  });
});

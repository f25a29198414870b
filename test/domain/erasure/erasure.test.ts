import { describe, expect, test } from 'vitest';
import { capturesWithout, joinedWithout } from '../../../domain/erasure/captures-without.ts';
import {
  quarantineWithout,
  receiptPageWithout,
  receiptWithout,
  verdictWithout,
} from '../../../domain/erasure/receipts-without.ts';
import { runWithout } from '../../../domain/erasure/run-without.ts';
import { subjectOf } from '../../../domain/erasure/subject.ts';
import { lakeTableWithout } from '../../../domain/erasure/lake-table.ts';
import { noTraces, noteLine } from '../../../domain/erasure/traces.ts';
import { uploadWithout } from '../../../domain/erasure/upload-without.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { BytesJudge } from '../../../domain/contract/bytes-judge.ts';
import { ParquetFile } from '../../../domain/parquet/parquet-file.ts';
import { ParquetWriter } from '../../../domain/parquet/parquet-writer.ts';
import { readParquetRows } from '../../../domain/parquet/read-rows.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { ByteSink } from '../../../domain/tabular/byte-sink.ts';
import { decodeUtf8, encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { errorOf } from '../support/code-of.ts';
import type { Rewriting, StoredFile } from '../../../domain/erasure/rewriting.ts';
import type { Edit } from '../../../domain/erasure/traces.ts';

const contract = DataContract.parse({
  subject: 'who',
  columns: [
    { name: 'who', type: 'category', aliases: { ADA: 'ada' } },
    { name: 'n', type: 'number' },
    { name: 'at', type: 'timestamp', nullable: true },
    { name: 'y', type: 'number' },
  ],
});
const ada = subjectOf(contract, 'ada');
const left = (edit: Edit | null): string | null =>
  edit && (edit.body === null ? '' : decodeUtf8(edit.body));

/** Rows as the lake keeps them. */
function parquet(...lines: readonly string[]): Uint8Array {
  const sink = new ByteSink();
  const judge = new BytesJudge(contract);
  const writer = new ParquetWriter(contract.columns, judge, (bytes) => sink.all(bytes));
  const scanner = new ByteScanner((row) => {
    judge.judge(row, [0, 1, 2, 3]);
    writer.take(judge.row);
  });
  scanner.push(encodeUtf8(lines.join('\n')));
  scanner.end();
  writer.end();
  return sink.bytes();
}

/** Bytes as a stored object, in pieces of some bytes. */
function stored(bytes: Uint8Array): StoredFile {
  return {
    async *chunks() {
      await Promise.resolve();
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    },
    ranges: () =>
      Promise.resolve({
        size: bytes.length,
        read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
      }),
  };
}

/** What is left, as bytes. */
async function whole(rewriting: Promise<Rewriting | null>): Promise<Edit | null> {
  const found = await rewriting;
  if (found?.body == null) return found && { rows: found.rows, body: null };
  const sink = new ByteSink();
  for await (const bytes of found.body) sink.all(bytes);
  return { rows: found.rows, body: sink.bytes() };
}

async function upload(
  text: string | Uint8Array,
  kind: 'data' | 'labels' = 'data',
  traces = noTraces(),
) {
  const bytes = typeof text === 'string' ? encodeUtf8(text) : text;
  return {
    edit: await whole(
      uploadWithout({ ...stored(bytes), kind, uploadId: 'u', contract }, ada, traces),
    ),
    traces,
  };
}

describe('a person', () => {
  test('is found however the key was written', () => {
    expect(['ada', ' ada ', 'ADA', 'adam', ''].map((text) => ada.matches(text))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('needs a column that says whose a row is, and a key', () => {
    expect(errorOf(() => subjectOf({ ...contract, subject: undefined }, 'ada')).code).toBe(
      'NoSubject',
    );
    expect(errorOf(() => subjectOf(contract, ' ')).code).toBe('NoSubject');
  });
});

describe('uploads', () => {
  test('keep every other row on its line', async () => {
    const { edit, traces } = await upload(
      'who;n;y\nada;1;1\n"b\nob";2;2\n\nADA;3;3\neve;4;"x""y"\n',
    );
    expect(left(edit)).toBe('who,n,y\n\n"b\nob",2,2\n\n\neve,4,"x""y"\n');
    expect(edit?.rows).toBe(2);
    expect(traces.lines).toEqual(new Map([['u', new Set([2, 6])]]));
  });

  test('cut once, they are not cut again', async () => {
    const { edit } = await upload('who,n\nada,1\nbob,2\n');
    expect((await upload(edit!.body!)).edit).toBeNull();
  });

  test('of JSON Lines keep their lines too', async () => {
    const { edit, traces } = await upload('{"who":"bob"}\n{"who":"ada"}\n{"who":null}\n');
    expect(left(edit)).toBe('{"who":"bob"}\n\n{"who":null}\n');
    expect(traces.lines.get('u')).toEqual(new Set([2]));
  });

  test('of Parquet are written again, with an empty row in the place of theirs', async () => {
    const { edit, traces } = await upload(parquet('bob,1,,1', 'ada,2,,2', 'eve,3,,3', 'ada,4,,4'));
    expect(edit?.rows).toBe(2);
    expect(traces.lines.get('u')).toEqual(new Set([2, 4]));
    expect(readParquetRows(edit!.body!, ['who', 'n', 'at', 'y'])).toEqual([
      ['bob', '1', '', '1'],
      ['', '', '', ''],
      ['eve', '3', '', '3'],
      ['', '', '', ''],
    ]);
    // The next person is still found on their line.
    const eve = subjectOf(contract, 'eve');
    const again = noTraces();
    const file = { ...stored(edit!.body!), kind: 'data' as const, uploadId: 'u', contract };
    await uploadWithout(file, eve, again);
    expect(again.lines.get('u')).toEqual(new Set([3]));
    expect((await upload(edit!.body!)).edit).toBeNull();
    expect((await upload(parquet('bob,1,,1'))).edit).toBeNull();
  });

  test('that cannot be read go as a whole when the key is in them', async () => {
    expect((await upload('who,n\n"ada,1\n')).edit).toEqual({ body: null, rows: 1 });
    expect((await upload('who,n\n"bob,1\n')).edit).toBeNull();
  });

  test('of labels are known by the ids of predictions', async () => {
    const traces = noTraces();
    traces.inferenceIds.add('2024010100-a:0');
    const { edit } = await upload(
      'inference_id,y\n2024010100-a:0,1\n2024010100-a:1,2\n',
      'labels',
      traces,
    );
    expect(left(edit)).toBe('inference_id,y\n\n2024010100-a:1,2\n');
  });
});

describe('the lake', () => {
  const rows = ['ada,1,2020-01-01 00:00:00,1', 'bob,2.5,,2', 'eve,3,,4'];

  const withoutAda = (bytes: Uint8Array) =>
    whole(lakeTableWithout(stored(bytes), (row) => row.value('who') === 'ada'));

  test('loses rows of Parquet, and its columns keep their types', async () => {
    const edit = await withoutAda(parquet(...rows));
    expect(readParquetRows(edit!.body!, ['who', 'n', 'at', 'y'])).toEqual([
      ['bob', '2.5', '', '2'],
      ['eve', '3', '', '4'],
    ]);
    const typesIn = async (bytes: Uint8Array) =>
      (await ParquetFile.open(await stored(bytes).ranges())).elements.map(({ type }) => type);
    expect(await typesIn(edit!.body!)).toEqual(await typesIn(parquet(...rows)));
    expect(await withoutAda(edit!.body!)).toBeNull();
  });

  test('loses rows of the CSV that it held before', async () => {
    const edit = await withoutAda(encodeUtf8('who,n\nada,1\nbob,2\n'));
    expect(left(edit)).toBe('who,n\nbob,2\n');
  });

  const capture = (...who: readonly string[]) => ({
    model: 'm',
    inferenceId: '2024010100-a',
    at: '2024-01-01T00:00:00.000Z',
    version: 1,
    columns: ['n', 'who'],
    rows: who.map((name, index) => ({ index, values: ['1', name], prediction: [0] })),
  });

  test('loses captured rows, and knows the ids of their predictions', async () => {
    const traces = noTraces();
    const text = [capture('bob', 'ada'), capture('ada')]
      .map((one) => JSON.stringify(one))
      .join('\n');
    const edit = (await whole(capturesWithout(stored(encodeUtf8(text)), ada, traces)))!;
    expect(JSON.parse(left(edit)!)).toMatchObject({ rows: [{ index: 0 }] });
    expect(edit.rows).toBe(2);
    expect([...traces.inferenceIds].sort()).toEqual(['2024010100-a:0', '2024010100-a:1']);
    const joined = encodeUtf8(
      '{"inferenceId":"2024010100-a:1"}\n{"inferenceId":"2024010100-b:1"}\n',
    );
    const edited = await whole(joinedWithout(stored(joined), traces));
    expect(left(edited)).toBe('{"inferenceId":"2024010100-b:1"}\n');
  });

  test('captures are written again while they are read, a line at a time', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => capture(at % 2 === 0 ? 'ada' : 'bob'));
    let read = 0;
    const file = {
      async *chunks() {
        await Promise.resolve();
        for (const line of lines) {
          read += 1;
          yield encodeUtf8(`${JSON.stringify(line)}\n`);
        }
      },
    };
    const { body } = (await capturesWithout(file, ada, noTraces()))!;
    read = 0;
    const readBy: number[] = [];
    for await (const piece of body!) {
      expect(piece.length).toBeLessThan(200);
      readBy.push(read);
    }
    expect(readBy).toEqual(Array.from({ length: 250 }, (_, at) => 2 * at + 2));
  });
});

describe('what the door said', () => {
  const traces = noTraces();
  noteLine(traces, 'u', 7);
  traces.inferenceIds.add('2024010100-a:0');

  test('quarantine loses the lines of a person, and what names them', async () => {
    const lines = [
      { line: 7, column: 'n' },
      { line: 8, column: 'n' },
      { line: 9, column: 'who', value: 'ADA' },
    ];
    const bytes = encodeUtf8(lines.map((line) => JSON.stringify(line)).join('\n'));
    const of = async (uploadId: string) =>
      left(await whole(quarantineWithout(stored(bytes), uploadId, { subject: ada, traces })));
    expect(await of('u')).toBe('{"line":8,"column":"n"}\n');
    expect(await of('other')).toContain('"line":7');
  });

  test('verdicts on pieces lose their examples', () => {
    const verdict = {
      tally: { reasons: [['k', { rows: 2, examples: [{ line: 7 }, { line: 8 }] }]] },
    };
    const bytes = encodeUtf8(JSON.stringify(verdict));
    const edit = verdictWithout(bytes, 'u', traces);
    expect(left(edit)).toBe('{"tally":{"reasons":[["k",{"rows":2,"examples":[{"line":8}]}]]}}');
    expect(verdictWithout(edit!.body!, 'u', traces)).toBeNull();
    expect(verdictWithout(bytes, 'other', traces)).toBeNull();
  });

  test('receipts lose examples and ids', () => {
    const examples = [
      { line: 7, value: 'x' },
      { line: 8, value: 'z' },
    ];
    const receipt = {
      uploadId: 'u',
      reasons: [{ rule: 'type', examples }],
      unknownIds: ['2024010100-a:0', 'b'],
    };
    const edit = receiptWithout(encodeUtf8(JSON.stringify(receipt)), traces);
    expect(JSON.parse(left(edit)!)).toEqual({
      uploadId: 'u',
      reasons: [{ rule: 'type', examples: [examples[1]] }],
      unknownIds: ['b'],
    });
    expect(receiptWithout(encodeUtf8('{"uploadId":"v","reasons":[]}'), traces)).toBeNull();
    expect(receiptPageWithout(encodeUtf8('<p>upload u</p>'), traces)).toEqual({
      body: null,
      rows: 1,
    });
    expect(receiptPageWithout(encodeUtf8('<p>pload v</p>'), traces)).toBeNull();
  });
});

describe('runs', () => {
  const bundle = {
    task: 'regression' as const,
    target: { column: 'y' },
    contract,
    encoder: {
      features: [{ name: 'n', feature: { kind: 'numeric' as const, column: 'n' }, categories: [] }],
    },
  };
  const traces = noTraces();
  traces.rows.set('1', { who: 'ada', n: '7', at: '', y: '1' });
  traces.rows.set('2', { who: 'ada', n: '8', at: '', y: '2' });
  const truth = {
    model: 'm',
    runId: '20240101-00000000',
    labels: [9, 2, 3],
    groups: { g: ['a', 'b', 'c'] },
    naive: [0],
  };
  const files = {
    train: '1,7\n5,5\n',
    validation: '4,4\n',
    smoke: '["6","8"]',
    holdoutOfChallenger: '6\n8\n4\n',
    holdoutOfChampion: null,
    predictionsOfChallenger: '0.1\n0.2\n0.3\n',
    predictionsOfChampion: null,
    truth: JSON.stringify({ ...truth, rows: { train: 2, validation: 1, holdout: 3 } }),
  };

  test('lose encoded rows, and what belongs to them by its order', () => {
    const { files: edited, rows, isTrainedOn } = runWithout(files, bundle, traces);
    expect({ ...edited, truth: JSON.parse(edited.truth!) as unknown }).toEqual({
      train: '5,5\n',
      smoke: '["6"]',
      holdoutOfChallenger: '6\n4\n',
      predictionsOfChallenger: '0.1\n0.3\n',
      truth: {
        ...truth,
        labels: [9, 3],
        groups: { g: ['a', 'c'] },
        rows: { train: 2, validation: 1, holdout: 2 },
      },
    });
    expect([rows, isTrainedOn]).toEqual([2, true]);
  });

  test('that were cut in part are cut on, and no more than once', () => {
    const { files: edited } = runWithout(files, bundle, traces);
    const begun = {
      ...files,
      truth: edited.truth!,
      predictionsOfChallenger: edited.predictionsOfChallenger!,
    };
    const { files: rest } = runWithout(begun, bundle, traces);
    expect(Object.keys(rest).sort()).toEqual(['holdoutOfChallenger', 'smoke', 'train']);
    expect(runWithout({ ...begun, ...rest }, bundle, traces)).toEqual({
      files: {},
      rows: 0,
      isTrainedOn: false,
    });
  });
});

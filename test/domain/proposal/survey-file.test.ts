import { describe, expect, test } from 'vitest';
import type { BytesJudge } from '../../../domain/contract/bytes-judge.ts';
import { judgeFile } from '../../../domain/contract/judge-file.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { readDefinition } from '../../../domain/definition/define-model.ts';
import { ParquetWriter } from '../../../domain/parquet/parquet-writer.ts';
import { propose } from '../../../domain/proposal/propose.ts';
import { surveyFile } from '../../../domain/proposal/survey-file.ts';
import { Surveyor } from '../../../domain/proposal/surveyor.ts';
import { ByteSink } from '../../../domain/tabular/byte-sink.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { fileOf } from './support.ts';
import type { SentFile } from '../../../domain/contract/judge-file.ts';
import type { Survey } from '../../../domain/proposal/surveyor.ts';

function sent(bytes: Uint8Array): SentFile {
  async function* chunks() {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }
  const read = (from: number, to: number) => Promise.resolve(bytes.subarray(from, to));
  return { chunks: chunks(), ranges: { size: bytes.length, read } };
}

async function surveyed(...files: readonly Uint8Array[]): Promise<Survey> {
  const surveyor = new Surveyor();
  for (const file of files) await surveyFile(sent(file), surveyor);
  return surveyor.survey();
}

const csv = encodeUtf8(
  fileOf({ zone: (row) => 'abc'[row % 3]!, tip: (row) => (row % 9 === 4 ? '' : row % 50) }),
);
const [header = '', ...lines] = new TextDecoder().decode(csv).trimEnd().split('\n');
const names = header.split(',');
const objects = lines.map((line) =>
  Object.fromEntries(
    line.split(',').flatMap((text, index) => {
      if (text === '') return [];
      return [[names[index]!, Number.isNaN(Number(text)) ? text : Number(text)]];
    }),
  ),
);

function jsonLines(rows: readonly object[]): Uint8Array {
  return encodeUtf8(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** The table as Parquet, as the lake has it. */
async function parquet(): Promise<Uint8Array> {
  const columns = [
    { name: 'x', type: 'number' },
    { name: 'zone', type: 'category' },
    { name: 'tip', type: 'integer', nullable: true },
    { name: 'y', type: 'number' },
  ];
  const contract = DataContract.parse({ columns });
  const sink = new ByteSink();
  let writer: ParquetWriter | undefined;
  const sinks = (judge: BytesJudge) => {
    writer = new ParquetWriter(contract.columns, judge, (bytes) => sink.all(bytes));
    return { accept: writer.take, refuse: () => undefined };
  };
  await judgeFile(sent(csv), { contract, now: new Date(0), sinks });
  writer?.end();
  return sink.bytes();
}

describe('files of rows', () => {
  test.each([
    ['JSON Lines', () => Promise.resolve(jsonLines(objects))],
    ['Parquet', parquet],
  ])(
    'the same rows as %s lead to the same definition, which its own door accepts',
    async (_format, made) => {
      const file = await made();
      const wish = { name: 'model', target: 'y' };
      const [one, other] = [
        propose(await surveyed(csv), wish),
        propose(await surveyed(file), wish),
      ];
      expect(other.definition).toEqual(one.definition);
      const { contract } = readDefinition(other.definition);
      const sinks = () => ({ accept: () => undefined, refuse: () => undefined });
      const verdict = await judgeFile(sent(file), { contract, now: new Date(0), sinks });
      expect(verdict).toMatchObject({ status: 'accepted', rows: { read: 300, refused: 0 } });
    },
  );

  test('members that only some objects have are columns; objects and lists are none', async () => {
    const rows = objects.map((row, index) => ({
      tags: ['a'],
      ...row,
      ...(index > 5 && { late: 1 }),
    }));
    const survey = await surveyed(jsonLines(rows));
    expect([survey.names, survey.nested]).toEqual([['x', 'zone', 'tip', 'y', 'late'], ['tags']]);
    expect(survey.columns.at(-1)).toMatchObject({ name: 'late', empty: 6 });
  });

  test('files of several formats may lie in one folder, if their columns are the same', async () => {
    expect((await surveyed(csv, jsonLines(objects), await parquet())).rows).toBe(900);
    await expect(surveyed(await parquet(), encodeUtf8('a,b\n1,2\n'))).rejects.toThrow(
      'same columns',
    );
  });

  test('names are not given to a file that has them', async () => {
    const surveyor = new Surveyor(['a', 'b']);
    await expect(surveyFile(sent(jsonLines(objects)), surveyor)).rejects.toThrow('`--columns`');
  });
});

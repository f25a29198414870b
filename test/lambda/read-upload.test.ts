import { describe, expect, test } from 'vitest';
import { DataContract } from '../../domain/definition/data-contract.ts';
import { inMemory } from '../../domain/parquet/in-memory.ts';
import { readParquetRows } from '../../domain/parquet/read-rows.ts';
import { readUpload } from '../../lambda/shared/admission/read-upload.ts';
import { PART_BYTES, S3Writer } from '../../lambda/shared/s3-writer.ts';
import type { ObjectWriter } from '../../domain/ports.ts';

const contract = DataContract.parse({
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'share', type: 'number' },
    { name: 'note', type: 'string' },
  ],
  limits: { badRowShare: 1 },
});

/** A file of so many rows that is nowhere as a whole: every third row is bad. */
async function* file(rows: number): AsyncIterable<Uint8Array> {
  yield Buffer.from('id,share,note\n');
  for (let row = 0; row < rows; row += 1000) {
    const lines = Array.from({ length: 1000 }, (_, index) => {
      const id = row + index;
      return `${id},${id % 3 === 0 ? 'x' : Math.sin(id)},note number ${id}\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

/** A writer that counts what it is given at once and in all. */
class Counting implements ObjectWriter {
  most = 0;
  all = 0;
  write(bytes: Uint8Array): Promise<void> {
    this.most = Math.max(this.most, bytes.length);
    this.all += bytes.length;
    return Promise.resolve();
  }
  end = (): Promise<void> => Promise.resolve();
  abort = (): Promise<void> => Promise.resolve();
}

test('what is held of a file does not grow with it', async () => {
  const most = async (rows: number) => {
    const [accepted, quarantine] = [new Counting(), new Counting()];
    const stream = { chunks: file(rows), size: 0, ranges: inMemory(new Uint8Array()) };
    const terms = { contract, now: new Date(0), pieceBytes: 1 << 27, accepted, quarantine };
    const { verdict } = await readUpload(stream, terms);
    expect(verdict.rows).toMatchObject({ read: rows, refused: rows / 3 });
    return [accepted, quarantine] as const;
  };
  const [[rows, refused], [moreRows, moreRefused]] = [await most(210_000), await most(630_000)];
  expect(moreRows.all).toBeGreaterThan(2.5 * rows.all);
  expect(moreRows.most).toBeLessThan(1.5 * rows.most);
  expect(moreRefused.all).toBeGreaterThan(2.5 * refused.all);
  expect(moreRefused.most).toBeLessThan(1.5 * refused.most);
  expect(moreRefused.most).toBeLessThan(2 << 20);
});

describe('an object on S3 that is written piece by piece', () => {
  function writer() {
    const sent: { name: string; input: Record<string, unknown> }[] = [];
    const send = (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
      sent.push({ name: command.constructor.name, input: command.input });
      return Promise.resolve({ UploadId: 'u', ETag: `e${sent.length}` });
    };
    type Client = ConstructorParameters<typeof S3Writer>[0];
    const target = { Bucket: 'lake', Key: 'k', ContentType: 'text/csv' };
    return { sent, writer: new S3Writer({ send } as unknown as Client, target) };
  }
  const bodyOf = (input: Record<string, unknown>) => (input.Body as Uint8Array | undefined)?.length;

  test('is put at once when it is small', async () => {
    const { sent, writer: small } = writer();
    await small.write(Buffer.from('ab'));
    await small.write(Buffer.from('c'));
    await small.end();
    expect(sent.map(({ name, input }) => [name, bodyOf(input)])).toEqual([['PutObjectCommand', 3]]);
    expect(sent[0]!.input).toMatchObject({ Bucket: 'lake', Key: 'k', ContentType: 'text/csv' });
  });

  test('goes in parts when it is large, each as soon as it is full', async () => {
    const { sent, writer: large } = writer();
    for (let piece = 0; piece < 5; piece += 1) await large.write(new Uint8Array(PART_BYTES / 2));
    expect(sent.map(({ name }) => name)).toEqual([
      'CreateMultipartUploadCommand',
      'UploadPartCommand',
      'UploadPartCommand',
    ]);
    await large.end();
    expect(sent.slice(3).map(({ name, input }) => [name, bodyOf(input)])).toEqual([
      ['UploadPartCommand', PART_BYTES / 2],
      ['CompleteMultipartUploadCommand', undefined],
    ]);
    expect(sent.at(-1)!.input).toMatchObject({
      UploadId: 'u',
      MultipartUpload: {
        Parts: [
          { PartNumber: 1, ETag: 'e2' },
          { PartNumber: 2, ETag: 'e3' },
          { PartNumber: 3, ETag: 'e4' },
        ],
      },
    });
  });

  test('leaves nothing behind when it is abandoned', async () => {
    const { sent, writer: large } = writer();
    await large.write(new Uint8Array(PART_BYTES));
    await large.abort();
    expect(sent.at(-1)).toMatchObject({
      name: 'AbortMultipartUploadCommand',
      input: { UploadId: 'u' },
    });
    const { sent: none, writer: small } = writer();
    await small.write(new Uint8Array(1));
    await small.abort();
    expect(none).toEqual([]);
  });
});

test('an empty file and one that is cut off leave a readable object nowhere', async () => {
  const [accepted, quarantine] = [new Counting(), new Counting()];
  const cut = (async function* () {
    yield Buffer.from('id,share,note\n1,2,"x');
  })();
  const terms = { contract, now: new Date(0), pieceBytes: 1 << 27, accepted, quarantine };
  const stream = { chunks: cut, size: 0, ranges: inMemory(new Uint8Array()) };
  const { verdict, profiles, hasQuarantine } = await readUpload(stream, terms);
  expect(verdict).toMatchObject({ status: 'refused', code: 'QuoteNotClosed' });
  expect([profiles[0]!.rows, hasQuarantine]).toEqual([0, false]);
});

test('rows are the same whatever the pieces they come in', async () => {
  const written = async (chunks: AsyncIterable<Uint8Array>) => {
    const pieces: Uint8Array[] = [];
    const accepted = new Counting();
    accepted.write = async (bytes) => void pieces.push(bytes);
    const terms = { contract, now: new Date(0), pieceBytes: 1 << 27, accepted, quarantine: new Counting() };
    await readUpload({ chunks, ranges: inMemory(new Uint8Array()) }, terms);
    return Buffer.concat(pieces);
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of file(3000)) pieces.push(piece);
  const whole = Buffer.concat(pieces);
  const small = (async function* () {
    for (let at = 0; at < whole.length; at += 777) yield whole.subarray(at, at + 777);
  })();
  const [one, other] = [await written(file(3000)), await written(small)];
  expect(one.equals(other)).toBe(true);
  expect(readParquetRows(one, ['id', 'note']).slice(0, 2)).toEqual([
    ['1', 'note number 1'],
    ['2', 'note number 2'],
  ]);
});

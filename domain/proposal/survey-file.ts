import { DomainError } from '../errors.ts';
import { ParquetFile } from '../parquet/parquet-file.ts';
import { readParquetInto } from '../parquet/parquet-rows.ts';
import { ByteScanner } from '../tabular/byte-scanner.ts';
import { ByteSink } from '../tabular/byte-sink.ts';
import { formatOf } from '../tabular/file-format.ts';
import { Headed } from '../tabular/headed.ts';
import { JsonLinesScanner } from '../tabular/json-lines-scanner.ts';
import { transcoderOf } from '../tabular/transcode.ts';
import { jsonMembers } from './json-members.ts';
import type { SentFile } from '../contract/judge-file.ts';
import type { TextEncoding, Transcoder } from '../tabular/transcode.ts';
import type { Surveyor } from './surveyor.ts';

/** How a file is looked at. */
export interface SurveyTerms {
  /** How its text is written. @default - as UTF-8 */
  readonly encoding?: TextEncoding;
  /** Is told how many bytes were read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** Bytes of JSON Lines by which it is known which members objects have. */
const AHEAD = 1 << 20;

/**
 * Looks at a file in each format that the door reads, told by its first bytes.
 *
 * @throws DomainError as the readers of the formats, and `NothingToPropose`
 */
export async function surveyFile(
  file: SentFile,
  surveyor: Surveyor,
  { encoding = 'utf-8', onBytes }: SurveyTerms = {},
): Promise<void> {
  const raw = new Headed(file.chunks);
  const head = await raw.head();
  if (formatOf(head) === 'parquet') {
    await raw.close();
    await surveyParquet(file, surveyor);
    return surveyor.endFile(file.ranges?.size ?? 0);
  }
  const format = formatOf(transcoderOf(encoding, head).take(head));
  let size = 0;
  const pieces = transcoded(raw, transcoderOf(encoding, head), (bytes) => {
    size += bytes;
    onBytes?.(size);
  });
  await (format === 'csv' ? surveyCsv : surveyJsonLines)(pieces, surveyor);
  surveyor.endFile(size);
}

async function* transcoded(
  pieces: AsyncIterable<Uint8Array>,
  transcoder: Transcoder,
  read: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const piece of pieces) {
    read(piece.length);
    yield transcoder.take(piece);
  }
  yield transcoder.end();
}

async function surveyCsv(pieces: AsyncIterable<Uint8Array>, surveyor: Surveyor): Promise<void> {
  const scanner = new ByteScanner(surveyor.take, { delimiter: 'detect' });
  for await (const piece of pieces) scanner.push(piece);
  scanner.end();
}

async function surveyJsonLines(
  pieces: AsyncIterable<Uint8Array>,
  surveyor: Surveyor,
): Promise<void> {
  const ahead = new ByteSink();
  let scanner: JsonLinesScanner | undefined;
  for await (const piece of pieces) {
    if (scanner !== undefined) {
      scanner.push(piece);
      continue;
    }
    ahead.all(piece);
    if (ahead.size >= AHEAD) scanner = begun(ahead.take(), surveyor);
  }
  scanner ??= begun(ahead.take(), surveyor);
  scanner.end();
}

/** A scanner that has read the first bytes, and knows by them which members there are. */
function begun(bytes: Uint8Array, surveyor: Surveyor): JsonLinesScanner {
  const { plain, nested } = jsonMembers(bytes);
  const names = surveyor.known ?? plain;
  surveyor.nameColumns(names);
  surveyor.leaveOut(nested);
  const scanner = new JsonLinesScanner({
    names: () => ({ names, wanted: names }),
    take: surveyor.take,
  });
  scanner.push(bytes);
  return scanner;
}

async function surveyParquet({ ranges }: SentFile, surveyor: Surveyor): Promise<void> {
  if (ranges === undefined) {
    throw new DomainError('OtherFormat', 'send the file as it is: Parquet is packed inside');
  }
  const file = await ParquetFile.open(ranges);
  const { names, nested } = file;
  surveyor.nameColumns(names);
  surveyor.leaveOut(nested);
  const wanted = names.filter((name) => !nested.includes(name));
  await readParquetInto(file, { wanted, take: surveyor.take, most: Infinity });
}

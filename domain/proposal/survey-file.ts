import { DomainError } from '../errors.ts';
import { ParquetFile } from '../parquet/parquet-file.ts';
import { readParquetInto } from '../parquet/parquet-rows.ts';
import { ByteScanner } from '../tabular/byte-scanner.ts';
import { ByteSink } from '../tabular/byte-sink.ts';
import { formatOf } from '../tabular/file-format.ts';
import { Headed } from '../tabular/headed.ts';
import { JsonLinesScanner } from '../tabular/json-lines-scanner.ts';
import { jsonMembers } from './json-members.ts';
import type { SentFile } from '../contract/judge-file.ts';
import type { Surveyor } from './surveyor.ts';

/** Bytes of JSON Lines by which it is known which members objects have. */
const AHEAD = 1 << 20;

/**
 * Looks at a file in each format that the door reads, told by its first bytes.
 *
 * @throws DomainError as the readers of the formats, and `NothingToPropose`
 */
export async function surveyFile(file: SentFile, surveyor: Surveyor): Promise<void> {
  const pieces = new Headed(file.chunks);
  const format = formatOf(await pieces.head());
  if (format === 'parquet') {
    await pieces.close();
    await surveyParquet(file, surveyor);
  } else {
    await (format === 'csv' ? surveyCsv : surveyJsonLines)(pieces, surveyor);
  }
  surveyor.endFile();
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

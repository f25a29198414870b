import { DomainError } from '../errors.ts';
import { ParquetFile } from '../parquet/parquet-file.ts';
import { readParquetInto } from '../parquet/parquet-rows.ts';
import type { RangeSource } from '../parquet/parquet-file.ts';
import type { FileJudge } from './file-judge.ts';
import type { FileTerms, SentFile } from './judge-file.ts';

/**
 * Gives the rows of a Parquet file to a judge: of its columns, those that the contract names.
 *
 * @throws DomainError as `ParquetFile`, and `OtherFormat`, `TooLarge`
 */
export async function judgeParquet(
  { ranges }: SentFile,
  judge: FileJudge,
  { contract, settle }: Omit<FileTerms, 'sinks' | 'now'>,
): Promise<void> {
  const { limits, columns } = contract;
  if (ranges === undefined || !(await isPlain(ranges))) {
    throw new DomainError('OtherFormat', 'send the file as it is: Parquet is packed inside');
  }
  if (ranges.size > limits.bytes) {
    throw new DomainError('TooLarge', `split the file: it has more than ${limits.bytes} bytes`);
  }
  const file = await ParquetFile.open(ranges);
  judge.nameColumns(file.names);
  await readParquetInto(file, {
    wanted: columns.map(({ name }) => name),
    take: judge.take,
    // One more than may be, so that the judge sees that there are too many.
    most: limits.rows + 1,
    settle,
  });
}

/** Whether the file is Parquet before anything was unpacked. */
async function isPlain(ranges: RangeSource): Promise<boolean> {
  if (ranges.size < 4) return false;
  return String.fromCharCode(...(await ranges.read(0, 4))) === 'PAR1';
}

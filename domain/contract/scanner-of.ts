import { ByteScanner } from '../tabular/byte-scanner.ts';
import { JsonLinesScanner } from '../tabular/json-lines-scanner.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { FileFormat } from '../tabular/file-format.ts';
import type { FileJudge } from './file-judge.ts';

/** Reads the rows of a file out of its bytes. */
export interface Scanner {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** The scanner of a format, which gives its rows to a judge. */
export function scannerOf(
  format: FileFormat,
  judge: FileJudge,
  { columns }: DataContract,
): Scanner {
  if (format !== 'json-lines') return new ByteScanner(judge.take, { delimiter: 'detect' });
  return new JsonLinesScanner({
    names: (members) => {
      const names = namesOf(members, columns);
      judge.nameColumns(names);
      return { names, wanted: columns.map(({ name }) => name) };
    },
    take: judge.take,
  });
}

/** Columns of a file by the members of its first object: others may be missing there, and come later. */
export function namesOf(
  members: readonly string[],
  columns: DataContract['columns'],
): readonly string[] {
  const mayBeMissing = columns.filter(({ nullable, optional }) => nullable || optional);
  return [...new Set([...members, ...mayBeMissing.map(({ name }) => name)])];
}

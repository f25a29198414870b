import { ByteScanner } from './byte-scanner.ts';
import type { CsvOptions } from './csv-dialect.ts';

/** Called for each row with its fields and the number of the line it starts on; the first line is 1. */
export type RowConsumer = (fields: string[], line: number) => void;

/** Reads CSV as `ByteScanner` does, and makes texts of all fields. */
export class CsvScanner {
  private readonly scanner: ByteScanner;

  constructor(consume: RowConsumer, options?: CsvOptions) {
    this.scanner = new ByteScanner((row) => consume(row.texts(), row.line), options);
  }

  /** Takes the next bytes. @throws DomainError as `ByteScanner.push` */
  push(bytes: Uint8Array): void {
    this.scanner.push(bytes);
  }

  /** Says that there are no more bytes. @throws DomainError as `ByteScanner.end` */
  end(): void {
    this.scanner.end();
  }
}

/** All rows of a whole CSV text or file in memory. */
export function readCsv(chunks: Iterable<Uint8Array>, options?: CsvOptions): string[][] {
  const rows: string[][] = [];
  const scanner = new CsvScanner((fields) => rows.push(fields), options);
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return rows;
}

import { ByteScanner } from '../tabular/byte-scanner.ts';
import { ByteSink } from '../tabular/byte-sink.ts';
import { csvLine } from '../tabular/csv-writer.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { rewriting } from './rewriting.ts';
import { rowOf } from './table-row.ts';
import type { FieldRow } from '../tabular/field-row.ts';
import type { CopyTally, Rewriting, StoredFile } from './rewriting.ts';
import type { Goes } from './table-row.ts';

/** How CSV is written again. */
export interface CsvCopy {
  /** Does every row stay on its line, with blank ones in the place of those that are gone? */
  readonly keepLines: boolean;
  /** Names of the fields of a file without a header. @default - its first row has them */
  readonly header?: readonly string[];
}

/**
 * CSV of any dialect, written again with commas and without the rows that go; null where none does.
 *
 * @throws DomainError as `ByteScanner`
 */
export async function rewriteCsv(
  file: Pick<StoredFile, 'chunks'>,
  goes: Goes,
  options: CsvCopy,
): Promise<Rewriting | null> {
  return await rewriting(async function* copy(tally) {
    const copier = new CsvCopier(goes, options, tally);
    for await (const chunk of file.chunks()) {
      copier.scanner.push(chunk);
      if (copier.sink.size > 0) yield copier.sink.take();
    }
    copier.scanner.end();
    yield copier.sink.take();
  });
}

/** Copies rows into a sink. */
class CsvCopier {
  public readonly sink = new ByteSink();
  public readonly scanner = new ByteScanner((fields) => this.take(fields), { delimiter: 'detect' });
  private names: readonly string[] | undefined;
  private line = 1;

  constructor(
    private readonly goes: Goes,
    private readonly options: CsvCopy,
    private readonly tally: CopyTally,
  ) {
    this.names = options.header;
  }

  private take(fields: FieldRow): void {
    const values = fields.texts();
    const isBlank = values.length === 1 && values[0]!.trim() === '';
    if (isBlank) return;
    const isHeader = this.names === undefined;
    this.names ??= values.map((name) => name.trim());
    if (!isHeader && this.goes(rowOf(this.names, values, fields.line))) {
      this.tally.rows += 1;
      return;
    }
    this.tally.isLeft = true;
    if (!this.tally.isCounting) this.write(values, fields.line);
  }

  private write(values: readonly string[], line: number): void {
    if (this.options.keepLines) for (; this.line < line; this.line += 1) this.sink.byte(10);
    const text = `${csvLine(values)}\n`;
    this.line += text.split('\n').length - 1;
    this.sink.all(encodeUtf8(text));
  }
}

import { csvField } from '../tabular/csv-writer.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { ValueForm } from './judged-row.ts';
import type { ByteSink } from '../tabular/byte-sink.ts';
import type { JudgedRow } from './judged-row.ts';

const [QUOTE, COMMA, LF, CR, BLANK, DELETE] = [34, 44, 10, 13, 32, 127];

/** Writes a row as a line of CSV: its canonical values, copied from the bytes where they stand there. */
export function writeRow(row: JudgedRow, sink: ByteSink): void {
  for (let index = 0; index < row.forms.length; index += 1) {
    if (index > 0) sink.byte(COMMA);
    const form = row.forms[index];
    if (form === ValueForm.missing) continue;
    const start = row.starts[index]!;
    const end = row.ends[index]!;
    if (form === ValueForm.bytes && isBare(row.bytes, start, end))
      sink.range(row.bytes, start, end);
    else sink.all(encodeUtf8(csvField(row.text(index))));
  }
  sink.byte(LF);
}

/** Whether a field certainly needs no quotes: neither for what is in it nor for blanks at its ends. */
function isBare(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start]!;
  const last = bytes[end - 1]!;
  if (first <= BLANK || first >= DELETE || last <= BLANK || last >= DELETE) return false;
  for (let at = start; at < end; at += 1) {
    const code = bytes[at]!;
    if (code <= COMMA && (code === COMMA || code === QUOTE || code === LF || code === CR))
      return false;
  }
  return true;
}

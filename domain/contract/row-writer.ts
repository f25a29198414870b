import { csvField } from '../tabular/csv-writer.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { ValueForm } from './judged-row.ts';
import type { ByteSink } from '../tabular/byte-sink.ts';
import type { JudgedRow } from './judged-row.ts';

const [QUOTE, COMMA, LF, CR, BLANK, DELETE] = [34, 44, 10, 13, 32, 127];

/**
 * Writes a row as a line of CSV: its canonical values, copied from the bytes where they stand there, at
 * once where they stand behind each other.
 */
export function writeRow(row: JudgedRow, sink: ByteSink): void {
  const { bytes, starts, ends, forms } = row;
  let from = 0;
  let to = 0;
  for (let index = 0; index < forms.length; index += 1) {
    const start = starts[index]!;
    const inPlace = forms[index] === ValueForm.bytes && isBare(row, index);
    if (inPlace && index > 0 && start === to + 1 && bytes[to] === COMMA && to > from) {
      to = ends[index]!;
      continue;
    }
    sink.range(bytes, from, to);
    from = to = 0;
    if (index > 0) sink.byte(COMMA);
    if (inPlace) [from, to] = [start, ends[index]!];
    else if (forms[index] === ValueForm.number) sink.ascii(row.text(index));
    else if (forms[index] !== ValueForm.missing) sink.all(encodeUtf8(csvField(row.text(index))));
  }
  sink.range(bytes, from, to);
  sink.byte(LF);
}

/** Whether a value certainly needs no quotes: neither for what is in it nor for blanks at its ends. */
function isBare({ bytes, starts, ends, numbers }: JudgedRow, index: number): boolean {
  if (!Number.isNaN(numbers[index]!)) return true;
  const start = starts[index]!;
  const end = ends[index]!;
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

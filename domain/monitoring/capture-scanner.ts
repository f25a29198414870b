import { decodeUtf8 } from '../tabular/utf8.ts';
import { Capture } from './capture.ts';
import { viewOf } from './capture-view.ts';
import { EnvelopeReader } from './envelope-reader.ts';
import { RowScanner } from './row-scanner.ts';
import type { CaptureView } from './capture-view.ts';

const NEWLINE = 10;
const NONE: ReadonlySet<string> = new Set();

/**
 * The captures of an object of the lake, one after the other: each is to be used before the next is asked
 * for. Rows stay bytes where they are written as we write them; a line that is written otherwise, with
 * escapes for instance, is read by the general parser and means the same.
 *
 * @param numeric columns that will be asked for as numbers: these are read while the rows are scanned
 */
export function* capturesIn(bytes: Uint8Array, numeric = NONE): Iterable<CaptureView> {
  const [envelopes, scanner] = [new EnvelopeReader(bytes), new RowScanner(bytes, numeric)];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end > start) {
      const envelope = envelopes.read(start, end);
      const isPlain =
        envelope !== null &&
        envelope.columns.length > 0 &&
        scanner.scan(envelope, envelopes.rowsAt, end);
      yield isPlain ? scanner : read(bytes, start, end);
    }
    start = end + 1;
  }
}

function read(bytes: Uint8Array, start: number, end: number): CaptureView {
  return viewOf(Capture.parse(JSON.parse(decodeUtf8(bytes.subarray(start, end)))));
}

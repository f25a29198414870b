import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import { Capture } from './capture.ts';
import { viewOf } from './capture-view.ts';
import { RowScanner } from './row-scanner.ts';
import type { CaptureView } from './capture-view.ts';

const NEWLINE = 10;
const ROWS = encodeUtf8('"rows":[');

/**
 * The captures of an object of the lake, one after the other: each is to be used before the next is asked
 * for. Rows stay bytes where they are written as we write them; a line that is written otherwise, with
 * escapes for instance, is read by the general parser and means the same.
 */
export function* capturesIn(bytes: Uint8Array): Iterable<CaptureView> {
  const scanner = new RowScanner(bytes);
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end > start) yield scanned(scanner, bytes, { start, end }) ?? read(bytes, start, end);
    start = end + 1;
  }
}

function read(bytes: Uint8Array, start: number, end: number): CaptureView {
  return viewOf(Capture.parse(JSON.parse(decodeUtf8(bytes.subarray(start, end)))));
}

/** The line as it stands; null where it is not of the plain form. */
function scanned(
  scanner: RowScanner,
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
): CaptureView | null {
  const rowsAt = startOfRows(bytes, start, end);
  if (rowsAt < 0) return null;
  const head = decodeUtf8(bytes.subarray(start, rowsAt));
  const { data: envelope } = Capture.safeParse(JSON.parse(`${head}]}`));
  if (envelope === undefined || envelope.columns.length === 0) return null;
  return scanner.scan(envelope, rowsAt, end) ? scanner : null;
}

/** Where the rows begin, behind their bracket: they are the last member. -1 where they are not found. */
function startOfRows(bytes: Uint8Array, start: number, end: number): number {
  for (let at = bytes.indexOf(ROWS[0]!, start); at >= 0 && at + ROWS.length <= end;) {
    let same = 1;
    while (same < ROWS.length && bytes[at + same] === ROWS[same]) same += 1;
    if (same === ROWS.length) return at + same;
    at = bytes.indexOf(ROWS[0]!, at + 1);
  }
  return -1;
}

import { DomainError } from '../errors.ts';

/** Formats that are read. */
export type FileFormat = 'csv' | 'json-lines' | 'parquet';

const [OPEN, OPEN_LIST, BLANK] = [123, 91, 32];

/** What begins with these bytes is something else, and what is to be done then. */
const OTHERS: readonly (readonly [begin: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'save the sheet as CSV: it is a ZIP archive or an Excel workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'save the sheet as CSV: it is an old Excel workbook'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'unpack the file, or pack it with gzip: it is packed with zstd'],
  [[0x42, 0x5a, 0x68], 'unpack the file, or pack it with gzip: it is packed with bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'unpack the file, or pack it with gzip: it is packed with xz'],
  [[0x4f, 0x62, 0x6a, 0x01], 'save the rows as CSV, JSON Lines or Parquet: it is Avro'],
  [[0x4f, 0x52, 0x43], 'save the rows as CSV, JSON Lines or Parquet: it is ORC'],
  [[0x1f, 0x8b], 'pack the file once: it is gzip in gzip'],
];

const PARQUET = [0x50, 0x41, 0x52, 0x31];

/** Bytes of a file's beginning that are enough to tell. */
export const HEAD_BYTES = 256;

/**
 * Tells the format of a file by its first bytes, whatever its name.
 *
 * @throws DomainError `OtherFormat`
 */
export function formatOf(head: Uint8Array): FileFormat {
  if (begins(head, PARQUET)) return 'parquet';
  const other = OTHERS.find(([begin]) => begins(head, begin) && isNoHeader(head, begin));
  if (other !== undefined) throw new DomainError('OtherFormat', other[1]);
  const from = begins(head, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const [first, second] = head.subarray(from).filter((byte) => byte > BLANK);
  if (first === OPEN) return 'json-lines';
  if (first === OPEN_LIST && second === OPEN) {
    throw new DomainError('OtherFormat', 'write one JSON object per line, without the list around');
  }
  return 'csv';
}

function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** Letters alone may begin a header: then no byte that is no text comes soon. */
function isNoHeader(head: Uint8Array, begin: readonly number[]): boolean {
  return (
    begin.some((byte) => byte > 127 || byte < BLANK) || head.some((byte) => byte > 247 || byte < 9)
  );
}

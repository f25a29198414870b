import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { DomainError } from '../errors.ts';
import type { FileMetaData, RowGroup } from 'hyparquet';

/** Rows that one group may claim. */
const MAX_GROUP_ROWS = 1 << 24;

/**
 * Asks of a footer what a reader would otherwise take on trust: that everything lies inside the file,
 * and that what has to be held at once is not too much.
 *
 * @throws DomainError `BrokenParquet`, `GroupTooLarge`
 */
export function checkFooter({ row_groups }: FileMetaData, size: number, most: number): void {
  for (const [index, group] of row_groups.entries()) {
    const rows = Number(group.num_rows);
    if (!(rows >= 0)) throw lie(`row group ${index} has ${rows} rows`);
    if (rows > MAX_GROUP_ROWS) throw tooLarge(`row group ${index} has ${rows} rows`);
    checkGroup(group, index, size);
    const unpacked = group.columns.reduce(
      (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
      0,
    );
    if (unpacked > most) throw tooLarge(`row group ${index} has ${unpacked} bytes`);
  }
}

function checkGroup(group: RowGroup, index: number, size: number): void {
  for (const { meta_data, file_path } of group.columns) {
    if (file_path !== undefined) throw lie('its columns lie in other files');
    if (meta_data === undefined) throw lie(`row group ${index} does not say where its columns lie`);
    const { from, to } = rangeOf(meta_data);
    const isInside = from >= 4 && to > from && to <= size - 8;
    if (!isInside) throw lie(`a column of row group ${index} would lie at ${from} to ${to}`);
  }
}

/**
 * Asks the same of the headers of a column's pages.
 *
 * @throws DomainError `BrokenParquet`, `GroupTooLarge`
 */
export function checkPages(bytes: Uint8Array, rows: number, most: number): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  let [seen, unpacked] = [0, 0];
  // As many bytes as end a chunk for the reader of its pages.
  while (reader.offset < bytes.length - 1 && seen < rows) {
    const header = deserializeTCompactProtocol(reader);
    const size = Number(header.field_3);
    if (!(size >= 0 && reader.offset + size <= bytes.length)) throw lie('a page is cut off');
    const values = header.field_5 ?? header.field_8;
    if (values !== undefined) seen += Number(values.field_1);
    const isRight = Number(header.field_2) >= 0 && (values === undefined || values.field_1 >= 0);
    if (!isRight || seen > rows) throw lie('a page has more values than its row group has rows');
    unpacked += Number(header.field_2);
    const entries = Number(header.field_7?.field_1 ?? 0);
    if (unpacked > most || entries > MAX_GROUP_ROWS)
      throw tooLarge(`a column has ${unpacked} bytes`);
    reader.offset += size;
  }
}

/** Where a column chunk lies. */
export function rangeOf(chunk: {
  readonly dictionary_page_offset?: bigint;
  readonly data_page_offset: bigint;
  readonly total_compressed_size: bigint;
}): { readonly from: number; readonly to: number } {
  const from = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  return { from, to: from + Number(chunk.total_compressed_size) };
}

function lie(what: string): DomainError {
  return new DomainError('BrokenParquet', `save the file again: ${what}`);
}

function tooLarge(what: string): DomainError {
  return new DomainError('GroupTooLarge', `write the file in smaller row groups: ${what}`);
}

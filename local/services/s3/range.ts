import { invalidArgument, s3Error } from './errors.ts';
import { checkPartNumber } from './multipart/part-number.ts';
import type { ObjectPart } from './object-row.ts';

/** A part of a body; `end` is inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a header `bytes=a-b`, `bytes=a-` or `bytes=-n`. Undefined: the whole, also where the header
 * makes no sense or asks for several ranges. Throws InvalidRange past the end.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const fromEnd = match[1] === '';
  if (!fromEnd && match[2] !== '' && Number(match[2]) < Number(match[1])) return undefined;
  const start = fromEnd ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = fromEnd || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size) {
    throw s3Error('InvalidRange', 'The requested range is not satisfiable', 416, {
      RangeRequested: header,
      ActualObjectSize: size,
    });
  }
  return { start, end };
}

/** Reads the range of a part copy, which must lie within the source. */
export function parseCopyRange(header: string, size: number): ByteRange {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || start > end) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  if (end >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      'x-amz-copy-source-range',
      header,
    );
  }
  return { start, end };
}

/** Where one part of an object lies. An object in one piece has one part. */
export function partRange(
  number: number,
  parts: readonly ObjectPart[] | undefined,
  size: number,
): ByteRange {
  checkPartNumber(number);
  const all = parts ?? [{ number: 1, size }];
  const index = all.findIndex((part) => part.number === number);
  const part = all[index];
  if (!part) {
    throw s3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
      PartNumberRequested: number,
      ActualPartCount: all.length,
    });
  }
  const start = all.slice(0, index).reduce((sum, before) => sum + before.size, 0);
  return { start, end: start + part.size - 1 };
}

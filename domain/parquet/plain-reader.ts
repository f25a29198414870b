import { timestampText } from '../contract/time-text.ts';
import { decodeLossy } from '../tabular/utf8.ts';
import type { SchemaElement } from 'hyparquet';

/** Reads so many values that are written plainly, as texts. */
export type PlainReader = (bytes: Uint8Array, count: number) => readonly string[];

const WORD = 2 ** 32;
const DAY = 86_400;

/** The reader of a column. */
export function plainReader({ type, converted_type }: SchemaElement): PlainReader {
  switch (type) {
    case 'DOUBLE':
      return each(8, (view, at) => String(view.getFloat64(at, true)));
    case 'INT64':
      return converted_type === undefined ? each(8, (view, at) => String(long(view, at))) : times;
    case 'INT32':
      return each(4, (view, at) => dayText(view.getInt32(at, true)));
    case 'BOOLEAN':
      return (bytes, count) =>
        Array.from({ length: count }, (_, index) =>
          String((bytes[index >>> 3]! >>> (index & 7)) & 1),
        );
    default:
      return texts;
  }
}

function each(width: number, textAt: (view: DataView, at: number) => string): PlainReader {
  return (bytes, count) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const found: string[] = [];
    for (let index = 0; index < count; index += 1) found.push(textAt(view, index * width));
    return found;
  };
}

function long(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * WORD + view.getUint32(at, true);
}

function dayText(day: number): string {
  return timestampText(day * DAY).slice(0, 10);
}

/** Two digits each. */
const PAIRS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** Times of one day, one after the other, have its date in common: it is written once. */
const times: PlainReader = (bytes, count) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const dates = new Map<number, string>();
  const found: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const seconds = long(view, 8 * index) / 1000;
    const day = Math.floor(seconds / DAY);
    let date = dates.get(day);
    if (date === undefined) dates.set(day, (date = dayText(day)));
    const second = seconds - day * DAY;
    const [hours, minutes] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
    found.push(`${date} ${PAIRS[hours]!}:${PAIRS[minutes]!}:${PAIRS[second % 60]!}`);
  }
  return found;
};

const texts: PlainReader = (bytes, count) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: string[] = [];
  for (let index = 0, at = 0; index < count; index += 1) {
    const from = at + 4;
    at = from + view.getUint32(at, true);
    found.push(decodeLossy(bytes.subarray(from, at)));
  }
  return found;
};

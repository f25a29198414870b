import type { Delimiter } from './csv-dialect.ts';

const [QUOTE, LF, CR] = [34, 10, 13];

/** How many lines are counted. */
interface Counting {
  /** Are these all bytes of the file? Otherwise its last line is cut off and does not count. */
  readonly isWhole: boolean;
  /** Lines that are counted at most. @default - all */
  readonly atMost?: number;
}

/** Where a reader stands in a field. */
const Place = { start: 0, plain: 1, quoted: 2, quote: 3, broken: 4 } as const;
type Place = (typeof Place)[keyof typeof Place];

/** What a line is by a delimiter. */
export interface LineWidth {
  /** Fields; 0 where text stands behind a closing quote, so that the line cannot be read. */
  readonly fields: number;
  /** Is there a quote inside a field that does not begin with one? By RFC 4180 there is none. */
  readonly hasStrayQuote: boolean;
}

/** How many fields each line has by a delimiter, blank lines left out. Lines end as `ByteScanner` says. */
export function lineWidths(
  bytes: Uint8Array,
  delimiter: Delimiter,
  { isWhole, atMost = Infinity }: Counting,
): readonly LineWidth[] {
  const widths: LineWidth[] = [];
  const separator = delimiter.charCodeAt(0);
  let endsInCr: boolean | undefined;
  let place: Place = Place.start;
  let [fields, begun, isBroken, hasStrayQuote] = [1, 0, false, false];
  const endLine = (at: number): void => {
    const isUnread = isBroken || place === Place.quoted;
    if (at > begun) widths.push({ fields: isUnread ? 0 : fields, hasStrayQuote });
    [place, fields, isBroken, hasStrayQuote] = [Place.start, 1, false, false];
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    const isEnd = place !== Place.quoted && endsLine(bytes, at, endsInCr);
    if (isEnd) {
      endsInCr ??= byte === CR && bytes[at + 1] !== LF;
      endLine(at);
      if (widths.length === atMost) return widths;
      if (byte === CR && bytes[at + 1] === LF) at += 1;
      begun = at + 1;
    } else if (byte === separator && place !== Place.quoted) {
      fields += 1;
      place = Place.start;
    } else {
      hasStrayQuote ||= byte === QUOTE && place === Place.plain;
      place = within(place, byte);
      isBroken ||= place === Place.broken;
    }
  }
  if (isWhole || widths.length === 0) endLine(bytes.length);
  return widths;
}

/** Whether a line ends here: in LF or CRLF, and in a bare CR where the first line does. */
function endsLine(bytes: Uint8Array, at: number, endsInCr: boolean | undefined): boolean {
  if (bytes[at] === LF) return true;
  return bytes[at] === CR && (bytes[at + 1] === LF || endsInCr !== false);
}

/** Where a reader stands behind a byte of a field. */
function within(place: Place, byte: number): Place {
  if (byte === QUOTE) {
    if (place === Place.start || place === Place.quote) return Place.quoted;
    return place === Place.quoted ? Place.quote : place;
  }
  if (place === Place.start) return Place.plain;
  return place === Place.quote ? Place.broken : place;
}

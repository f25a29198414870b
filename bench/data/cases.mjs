// Files of chance to read.
/** What may stand between fields. */
export const DELIMITERS = [',', ';', '\t', '|'];

const PARTS = ['a', 'b', '1', ' ', ',', ';', '"', '""', '\n', '\r', '\r\n', '\t', '|', 'é', '€', '😀', "'", '\\', '#', ''];
/** Of so many files one is long: of several thousand bytes to some hundred thousand, as a reader gets them in pieces. */
const LONG_EVERY = 25;
const SALAD = ['a', 'b', '"', '"', '""', '\n', '\n', '\r\n', '\r', ' ', 'é', '😀', '\0', '\\'];

/** A table as it has to be read, and a file that says so: quoted where it must be, and where chance wants. */
export function aTable(chance) {
  const pick = (from) => from[Math.floor(chance() * from.length)];
  const delimiter = pick(DELIMITERS);
  const newline = pick(['\n', '\n', '\r\n', '\r']);
  const width = 2 + Math.floor(chance() * 5);
  const field = () => Array.from({ length: Math.floor(chance() * 6) }, () => pick(PARTS)).join('');
  // A first field that is neither blank nor begins with a byte order mark: what makes a line is not asked here.
  const most = chance() * LONG_EVERY < 1 ? 6000 : 30;
  const rows = Array.from({ length: 1 + Math.floor(chance() * most) }, () => Array.from({ length: width }, (_, index) => (index === 0 ? `x${field()}` : field())));
  const must = (text) => [delimiter, '"', '\n', '\r'].some((sign) => text.includes(sign));
  const written = (text) => (must(text) || chance() < 0.1 ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => row.map(written).join(delimiter)).join(newline);
  const text = `${chance() < 0.1 ? '\ufeff' : ''}${lines}${chance() < 0.9 ? newline : ''}`;
  return { bytes: new TextEncoder().encode(text), rows, delimiter, newline };
}

/** Bytes without a plan, with more of one delimiter than of the others; some are no UTF-8. */
export function someBytes(chance) {
  const pick = (from) => from[Math.floor(chance() * from.length)];
  const delimiter = pick(DELIMITERS);
  const all = [...SALAD, ...DELIMITERS, delimiter, delimiter, delimiter];
  const isLong = chance() * LONG_EVERY < 0.2;
  // A long one is read to its end only where quotes do not make both readers give up at once.
  const [most, salad] = isLong ? [40_000, all.filter((part) => !part.includes('"'))] : [24, all];
  const parts = Array.from({ length: Math.floor(chance() * most) }, () => pick(salad));
  const bytes = new TextEncoder().encode(parts.join(''));
  if (bytes.length > 0 && chance() < 0.05) bytes[Math.floor(chance() * bytes.length)] = 0x80 + Math.floor(chance() * 128);
  return { bytes, delimiter };
}

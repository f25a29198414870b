const EXPECTED = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** What is wrong with a payload, in the words of the parser that Lambda uses; undefined: nothing. */
export function jsonFault(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  try {
    JSON.parse(text);
    if (Buffer.from(text).equals(bytes)) return undefined;
  } catch {
    // Told below.
  }
  const start = text.length - text.trimStart().length;
  return `${reasonAt(bytes, start)}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: 1, column: ${columnOf(bytes, start)}]`;
}

function reasonAt(bytes: Buffer, start: number): string {
  const first = bytes[start];
  if (first === undefined) return 'No content to map due to end-of-input';
  if (first >= 0x80)
    return `Unexpected character (${shown(first)}): expected a valid value ${EXPECTED}`;
  const bad = firstBadByte(bytes);
  if (bad !== undefined)
    return `Invalid UTF-8 start byte 0x${bytes[bad]!.toString(16).padStart(2, '0')}`;
  const token = /^[\w$]+/.exec(bytes.subarray(start).toString('utf8'))?.[0];
  return token
    ? `Unrecognized token '${token}': was expecting ${EXPECTED}`
    : `Unexpected character (${shown(first)}): expected a valid value ${EXPECTED}`;
}

function shown(byte: number): string {
  return byte < 0x20 || (byte >= 0x7f && byte < 0xa0)
    ? `(CTRL-CHAR, code ${byte})`
    : `'${String.fromCharCode(byte)}' (code ${byte})`;
}

function columnOf(bytes: Buffer, start: number): number {
  const first = bytes[start];
  const bad = firstBadByte(bytes);
  return first !== undefined && first < 0x80 && bad !== undefined ? bad + 2 : start + 1;
}

/** A byte that only goes on with a character, where one should begin. */
function firstBadByte(bytes: Buffer): number | undefined {
  const at = bytes.findIndex((byte) => byte >= 0x80);
  return at >= 0 && (bytes[at]! < 0xc2 || bytes[at]! > 0xf4) ? at : undefined;
}

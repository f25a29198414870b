/**
 * True for bytes that are UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF,
 * no character that is cut off.
 */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    // Most bytes are ASCII, also where not all are.
    while (at + 4 <= to && (bytes[at]! | bytes[at + 1]! | bytes[at + 2]! | bytes[at + 3]!) < 0x80) {
      at += 4;
    }
    if (at === to) return true;
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = lengthOf(lead);
    if (length === 0 || at + length > to || !isSecond(lead, bytes[at + 1]!)) return false;
    for (let next = at + 2; next < at + length; next += 1) {
      if ((bytes[next]! & 0xc0) !== 0x80) return false;
    }
    at += length;
  }
  return true;
}

/** Bytes of a character by its first one; 0 for one that begins none. */
function lengthOf(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function isSecond(lead: number, second: number): boolean {
  if ((second & 0xc0) !== 0x80) return false;
  switch (lead) {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second < 0xa0;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second < 0x90;
    default:
      return true;
  }
}

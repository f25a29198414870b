/** Bytes that are taken at once. */
const SLICE = 8;

/**
 * The tables of a reflected 32-bit CRC, one behind the other: the nth tells what a byte does that
 * has n further bytes behind it. Source: Kounavis and Berry, A Systematic Approach to Building High
 * Performance Software-based CRC Generators, 2005 (slicing by 8).
 */
export function crcTable(polynomial: number): Int32Array {
  const table = new Int32Array(SLICE * 256);
  for (let byte = 0; byte < 256; byte++) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    table[byte] = rest;
  }
  for (let at = 256; at < table.length; at++) {
    const before = table[at - 256]!;
    table[at] = (before >>> 8) ^ table[before & 0xff]!;
  }
  return table;
}

/** Continues a reflected 32-bit CRC over further bytes; begin with 0. */
export function crcOver(table: Int32Array, bytes: Uint8Array, before: number): number {
  let crc = ~before;
  let i = 0;
  for (const end = bytes.length - SLICE; i <= end; i += SLICE) {
    crc ^= fourFrom(bytes, i);
    crc =
      table[0x700 + (crc & 0xff)]! ^
      table[0x600 + ((crc >>> 8) & 0xff)]! ^
      table[0x500 + ((crc >>> 16) & 0xff)]! ^
      table[0x400 + (crc >>> 24)]! ^
      table[0x300 + bytes[i + 4]!]! ^
      table[0x200 + bytes[i + 5]!]! ^
      table[0x100 + bytes[i + 6]!]! ^
      table[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Four bytes as one number, the first of them lowest. */
export function fourFrom(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

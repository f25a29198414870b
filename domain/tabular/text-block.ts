import { decodeLossy } from './utf8.ts';

/** Texts of a block that are decoded one by one before it is decoded as a whole. */
const FEW = 64;

/**
 * A block of bytes that is decoded once when many of its texts are asked for: slices of one text are far
 * cheaper than texts that are decoded one by one. Up to where texts are asked for, the bytes are UTF-8.
 */
export class TextBlock {
  private text: string | undefined;
  private asked = 0;
  private byte = 0;
  private character = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The text of a range of bytes. Asking for neighbours, one after the other, is fast. */
  slice(start: number, end: number): string {
    if (start === end) return '';
    this.asked += 1;
    if (this.asked <= FEW) return decodeLossy(this.bytes.subarray(start, end));
    this.text ??= decodeLossy(this.bytes);
    if (this.text.length === this.bytes.length) return this.text.slice(start, end);
    const from = this.characterAt(start);
    return this.text.slice(from, this.characterAt(end));
  }

  /** How many UTF-16 units there are before a byte. */
  private characterAt(byte: number): number {
    for (; this.byte < byte; this.byte += 1) this.character += unitsAt(this.bytes[this.byte]!);
    while (this.byte > byte) this.character -= unitsAt(this.bytes[(this.byte -= 1)]!);
    return this.character;
  }
}

/** UTF-16 units of a character: it counts at its first byte, and one of four bytes is two surrogates. */
function unitsAt(code: number): number {
  if ((code & 0xc0) === 0x80) return 0;
  return code >= 0xf0 ? 2 : 1;
}

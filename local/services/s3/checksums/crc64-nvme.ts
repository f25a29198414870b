import { fourFrom } from './crc-table.ts';

/**
 * CRC-64/NVME: reflected, all ones in and out. JavaScript has no fast 64-bit integers, so the state
 * is two halves of 32 bits. Source: NVM Express, NVM command set specification, 64b CRC.
 */
const POLYNOMIAL = { low: 0xac4bc9b5, high: 0x9a6c9329 } as const;

/** Bytes that are taken at once, as in `crc-table.ts`. */
const SLICE = 8;

const LOW = new Int32Array(SLICE * 256);
const HIGH = new Int32Array(SLICE * 256);
for (let byte = 0; byte < 256; byte++) {
  let [low, high] = [byte, 0];
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (odd) [low, high] = [low ^ POLYNOMIAL.low, high ^ POLYNOMIAL.high];
  }
  LOW[byte] = low;
  HIGH[byte] = high;
}
for (let at = 256; at < LOW.length; at++) {
  const [low, high] = [LOW[at - 256]!, HIGH[at - 256]!];
  LOW[at] = ((low >>> 8) | (high << 24)) ^ LOW[low & 0xff]!;
  HIGH[at] = (high >>> 8) ^ HIGH[low & 0xff]!;
}

/** A CRC-64/NVME that grows with every chunk. */
export class Crc64Nvme {
  private low = -1;
  private high = -1;

  public update(bytes: Uint8Array): void {
    let { low, high } = this;
    let i = 0;
    for (const end = bytes.length - SLICE; i <= end; i += SLICE) {
      const first = low ^ fourFrom(bytes, i);
      const second = high ^ fourFrom(bytes, i + 4);
      low = sliced(LOW, first, second);
      high = sliced(HIGH, first, second);
    }
    for (; i < bytes.length; i++) {
      const at = (low ^ bytes[i]!) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ LOW[at]!;
      high = (high >>> 8) ^ HIGH[at]!;
    }
    this.low = low;
    this.high = high;
  }

  /** The eight bytes, most significant first. */
  public digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(~this.high >>> 0, 0);
    bytes.writeUInt32BE(~this.low >>> 0, 4);
    return bytes;
  }
}

/** What eight bytes do to one half of the state. */
function sliced(table: Int32Array, first: number, second: number): number {
  return (
    table[0x700 + (first & 0xff)]! ^
    table[0x600 + ((first >>> 8) & 0xff)]! ^
    table[0x500 + ((first >>> 16) & 0xff)]! ^
    table[0x400 + (first >>> 24)]! ^
    table[0x300 + (second & 0xff)]! ^
    table[0x200 + ((second >>> 8) & 0xff)]! ^
    table[0x100 + ((second >>> 16) & 0xff)]! ^
    table[second >>> 24]!
  );
}

/**
 * CRC-64/NVME: reflected, all ones in and out. JavaScript has no fast 64-bit integers, so the state
 * is two halves of 32 bits. Source: NVM Express, NVM command set specification, 64b CRC.
 */
const POLYNOMIAL = { low: 0xac4bc9b5, high: 0x9a6c9329 } as const;

const LOW = new Uint32Array(256);
const HIGH = new Uint32Array(256);
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

/** A CRC-64/NVME that grows with every chunk. */
export class Crc64Nvme {
  private low = 0xffffffff;
  private high = 0xffffffff;

  public update(bytes: Uint8Array): void {
    let { low, high } = this;
    for (let i = 0; i < bytes.length; i++) {
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

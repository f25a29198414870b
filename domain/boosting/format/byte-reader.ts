import { BoostingError } from '../errors.ts';
import { decodeText } from './utf8.ts';

/** Reads numbers and text off bytes, one after the other. */
export class ByteReader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly bytes: Uint8Array, private readonly littleEndian: boolean) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The place of the next byte. */
  get position(): number {
    return this.at;
  }

  /** Goes on reading elsewhere. */
  seek(position: number): void {
    this.at = position;
  }

  /** The next byte, which stays the next. */
  peek(): number | undefined {
    return this.bytes[this.at];
  }

  /** An unsigned byte. */
  uint8(): number {
    return this.view.getUint8(this.take(1));
  }

  /** A signed byte. */
  int8(): number {
    return this.view.getInt8(this.take(1));
  }

  /** A signed integer of two bytes. */
  int16(): number {
    return this.view.getInt16(this.take(2), this.littleEndian);
  }

  /** A signed integer of four bytes. */
  int32(): number {
    return this.view.getInt32(this.take(4), this.littleEndian);
  }

  /** An unsigned integer of four bytes. */
  uint32(): number {
    return this.view.getUint32(this.take(4), this.littleEndian);
  }

  /** A signed integer of eight bytes. */
  int64(): number {
    return Number(this.view.getBigInt64(this.take(8), this.littleEndian));
  }

  /** A float of four bytes. */
  float32(): number {
    return this.view.getFloat32(this.take(4), this.littleEndian);
  }

  /** A float of eight bytes. */
  float64(): number {
    return this.view.getFloat64(this.take(8), this.littleEndian);
  }

  /** Text of so many bytes. */
  text(length: number): string {
    const start = this.take(length);
    return decodeText(this.bytes.subarray(start, start + length));
  }

  private take(count: number): number {
    const start = this.at;
    if (count < 0 || start + count > this.bytes.length) {
      throw new BoostingError('ModelUnreadable',
        `the model ends at byte ${this.bytes.length}, but ${count} bytes are due at ${start}: is the file whole?`);
    }
    this.at = start + count;
    return start;
  }
}

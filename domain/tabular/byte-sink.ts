/** Pieces become larger with what is kept, up to this: many sinks hold but a header. */
const [FIRST_BYTES, PIECE_BYTES] = [1 << 8, 1 << 20];

/** Bytes that come bit by bit: kept in pieces, so that none is copied while they become more. */
export class ByteSink {
  private readonly full: Uint8Array[] = [];
  private piece: Uint8Array = new Uint8Array(FIRST_BYTES);
  private length = 0;
  private passed = 0;

  /** Appends one byte. */
  public byte(value: number): void {
    if (this.length === this.piece.length) this.turn(1);
    this.piece[this.length] = value;
    this.length += 1;
  }

  /** Appends a number of 32 bits, the lowest byte first. */
  public word(value: number): void {
    if (this.length + 4 > this.piece.length) this.turn(4);
    const { piece, length } = this;
    piece[length] = value & 255;
    piece[length + 1] = (value >>> 8) & 255;
    piece[length + 2] = (value >>> 16) & 255;
    piece[length + 3] = value >>> 24;
    this.length = length + 4;
  }

  /** Appends a range of bytes. */
  public range(bytes: Uint8Array, start: number, end: number): void {
    const size = end - start;
    if (this.length + size > this.piece.length) this.turn(size);
    const { piece, length } = this;
    // Below, the call costs more than the loop.
    if (size > 64) piece.set(bytes.subarray(start, end), length);
    else for (let at = 0; at < size; at += 1) piece[length + at] = bytes[start + at]!;
    this.length = length + size;
  }

  /** Appends a text of ASCII characters only. */
  public ascii(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.byte(text.charCodeAt(at));
  }

  /** Appends all of some bytes. */
  public all(bytes: Uint8Array): void {
    this.range(bytes, 0, bytes.length);
  }

  /** How many bytes there are. */
  public get size(): number {
    return this.passed + this.length;
  }

  /** All bytes in one, which the sink forgets. */
  public take(): Uint8Array {
    const bytes = this.bytes();
    this.full.length = 0;
    this.length = this.passed = 0;
    return bytes;
  }

  /** All bytes in one. */
  public bytes(): Uint8Array {
    const pieces = [...this.full, this.piece.subarray(0, this.length)];
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /** Takes another piece, which has room for so many bytes. */
  private turn(size: number): void {
    this.full.push(this.piece.subarray(0, this.length));
    this.passed += this.length;
    this.piece = new Uint8Array(Math.max(Math.min(PIECE_BYTES, 4 * this.piece.length), size));
    this.length = 0;
  }
}

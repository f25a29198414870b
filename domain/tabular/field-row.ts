import { TextBlock } from './text-block.ts';

/** Why something is no row. */
export interface RowFault {
  /** The column, or empty where the row as a whole is wrong. */
  readonly column: string;
  readonly rule: 'not-an-object' | 'nested-value' | 'repeated-key';
  readonly message: string;
}

/**
 * A row of a file as ranges of bytes. The scanner writes every row into the same one: what outlives the
 * call must be copied.
 */
export class FieldRow {
  /**
   * Where the bytes are. They are UTF-8. Behind each field is one more byte, which is no letter and no
   * digit.
   */
  public bytes: Uint8Array = new Uint8Array();
  /** First byte of each field, after its opening quote. */
  public starts = new Int32Array(64);
  /** Byte after each field, before its closing quote. */
  public ends = new Int32Array(64);
  /** 1 for fields with doubled quotes inside: their bytes are not yet their text. */
  public escaped = new Uint8Array(64);
  /** How many fields there are. */
  public width = 0;
  /** The line on which the row starts; the first is 1. */
  public line = 0;
  /** Whether all bytes are ASCII, so that bytes are characters. */
  public isAscii = true;
  /** Whether NUL is among the bytes. */
  public holdsNul = false;
  /** What makes the row none, whatever its fields are. */
  public fault: RowFault | undefined;
  private block = new TextBlock(this.bytes);

  /** Text of a field. */
  public text(index: number): string {
    const text = this.block.slice(this.starts[index]!, this.ends[index]!);
    return this.escaped[index] === 1 ? text.replaceAll('""', '"') : text;
  }

  /** Text of a range of bytes. */
  public slice(start: number, end: number): string {
    return this.block.slice(start, end);
  }

  /** Texts of all fields. */
  public texts(): string[] {
    const texts: string[] = [];
    for (let index = 0; index < this.width; index += 1) texts.push(this.text(index));
    return texts;
  }

  /** Says that rows lie in these bytes from now on, or that other bytes have come there. */
  public over(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.block = new TextBlock(bytes);
  }

  /** Makes room for more fields. */
  public grow(): void {
    this.starts = grown(this.starts, new Int32Array(this.starts.length * 2));
    this.ends = grown(this.ends, new Int32Array(this.ends.length * 2));
    this.escaped = grown(this.escaped, new Uint8Array(this.escaped.length * 2));
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

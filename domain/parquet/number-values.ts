import { Encoding, FEW_ROWS } from './column-values.ts';
import { fitsDelta, writeDelta } from './delta.ts';
import { indexed } from './hybrid.ts';
import { Physical } from './lake-types.ts';
import { placed } from './number-dictionary.ts';
import type { NumberBlock } from '../contract/number-block.ts';
import type { WrittenValues } from './column-values.ts';

/** Writes numbers plainly. */
type Plain = (numbers: Float64Array) => Uint8Array;

const FIRST = 256;

/** Numbers, times (in milliseconds or days since 1970) and booleans. */
export class NumberValues {
  private numbers: Float64Array = new Float64Array(FIRST);
  private count = 0;
  private readonly plain: Plain;

  /** @param factor what the row's numbers are multiplied by; whole numbers stay exact */
  constructor(
    private readonly physical: Exclude<Physical, 6>,
    private readonly factor = 1,
  ) {
    this.plain = PLAIN[physical];
  }

  /** Takes the numbers of a column of a block. @param present takes which rows have one */
  public take(block: NumberBlock, place: number, present: Uint8Array): number {
    while (this.numbers.length < this.count + block.rows) this.grow();
    const taken = block.copy(place, this.numbers, this.count, present);
    this.count += taken;
    return taken;
  }

  /** Writes what was taken, and forgets it. */
  public flush(): WrittenValues {
    const numbers = this.numbers.subarray(0, this.count);
    const { factor } = this;
    let [min, max] = [Infinity, -Infinity];
    for (let at = 0; at < numbers.length; at += 1) {
      // A negative zero becomes a plain one: their canonical text is the same.
      const number = (factor >= 1 ? numbers[at]! * factor : Math.round(numbers[at]! * factor)) + 0;
      numbers[at] = number;
      if (number < min) min = number;
      if (number > max) max = number;
    }
    this.count = 0;
    const extremes = this.physical === Physical.boolean || min > max ? undefined : { min, max };
    return {
      ...this.written(numbers, fitsDelta(min, max)),
      extremes: extremes && {
        min: this.plain(Float64Array.of(min)),
        max: this.plain(Float64Array.of(max)),
      },
    };
  }

  private written(numbers: Float64Array, isNarrow: boolean): WrittenValues {
    const { physical, plain } = this;
    const isMany = numbers.length >= FEW_ROWS && physical !== Physical.boolean;
    const repeated = isMany ? placed(numbers) : undefined;
    if (repeated !== undefined) {
      const { dictionary, places } = repeated;
      return {
        encoding: Encoding.dictionary,
        values: indexed(places, { count: numbers.length, different: dictionary.length }),
        dictionary: { values: plain(dictionary), count: dictionary.length },
      };
    }
    if (isMany && isNarrow && physical !== Physical.double) {
      return { encoding: Encoding.delta, values: writeDelta(numbers) };
    }
    const values = plain(numbers);
    return { encoding: Encoding.plain, values, sample: values };
  }

  private grow(): void {
    const more = new Float64Array(this.numbers.length * 2);
    more.set(this.numbers);
    this.numbers = more;
  }
}

const WORD = 2 ** 32;

/** Typed arrays have the order of bytes of the machine, which is Parquet's wherever this runs. */
const PLAIN: Readonly<Record<Exclude<Physical, 6>, Plain>> = {
  [Physical.double]: bytesOf,
  [Physical.int32]: (numbers) => bytesOf(Int32Array.from(numbers)),
  [Physical.int64]: (numbers) => {
    const words = new Int32Array(2 * numbers.length);
    for (let at = 0; at < numbers.length; at += 1) {
      const high = Math.floor(numbers[at]! / WORD);
      words[2 * at] = numbers[at]! - high * WORD;
      words[2 * at + 1] = high;
    }
    return bytesOf(words);
  },
  [Physical.boolean]: (numbers) => {
    const bytes = new Uint8Array(Math.ceil(numbers.length / 8));
    for (let at = 0; at < numbers.length; at += 1) {
      if (numbers[at] === 1) bytes[at >>> 3]! |= 1 << (at & 7);
    }
    return bytes;
  },
};

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

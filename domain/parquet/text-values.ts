import { ValueForm } from '../contract/judged-row.ts';
import { ByteSink } from '../tabular/byte-sink.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { Encoding } from './column-values.ts';
import { indexed } from './hybrid.ts';
import type { JudgedRow } from '../contract/judged-row.ts';
import type { TextValues, WrittenValues } from './column-values.ts';

/** Different texts up to which a column of a row group has a dictionary. */
const MOST_DIFFERENT = 1 << 14;

/** Texts of which most are different. */
export class PlainTexts implements TextValues {
  public held = 0;
  private values = new ByteSink();

  constructor(private readonly index: number) {}

  public take(row: JudgedRow): void {
    const { index, values } = this;
    if (row.forms[index] === ValueForm.bytes) {
      const start = row.starts[index]!;
      const end = row.ends[index]!;
      values.word(end - start);
      values.range(row.bytes, start, end);
      this.held += 4 + end - start;
    } else {
      this.held += writeText(values, row.text(index));
    }
  }

  public flush(): WrittenValues {
    const { values } = this;
    this.values = new ByteSink();
    this.held = 0;
    return { encoding: Encoding.plain, values: values.bytes() };
  }
}

/** Texts that repeat: each is written once, and rows name its place. */
export class RepeatedTexts implements TextValues {
  private readonly texts: string[] = [];
  private readonly placeOf = new Map<string, number>();
  /** By place in the judge's table, one more than the place here. */
  private known = new Int32Array(64);
  private indices = new Int32Array(256);
  private count = 0;

  /** @param tableOf the texts that the judge keeps a table of */
  constructor(
    private readonly index: number,
    private readonly tableOf: () => readonly string[],
  ) {}

  public get held(): number {
    return 0;
  }

  public take(row: JudgedRow): void {
    if (this.count === this.indices.length) this.indices = doubled(this.indices);
    const place = row.places[this.index]!;
    this.indices[this.count] = place < 0 ? this.met(row.text(this.index)) : this.placed(place);
    this.count += 1;
  }

  public flush(): WrittenValues {
    const { texts, indices, count } = this;
    const written =
      texts.length === 0 || texts.length > MOST_DIFFERENT
        ? { encoding: Encoding.plain, values: textsOf(texts, indices, count).bytes() }
        : withDictionary(texts, indices, count);
    texts.length = 0;
    this.placeOf.clear();
    this.known.fill(0);
    this.count = 0;
    return written;
  }

  private placed(place: number): number {
    while (place >= this.known.length) this.known = doubled(this.known);
    const known = this.known[place]!;
    if (known > 0) return known - 1;
    const met = this.met(this.tableOf()[place]!);
    this.known[place] = met + 1;
    return met;
  }

  private met(text: string): number {
    const known = this.placeOf.get(text);
    if (known !== undefined) return known;
    this.texts.push(text);
    this.placeOf.set(text, this.texts.length - 1);
    return this.texts.length - 1;
  }
}

function withDictionary(
  texts: readonly string[],
  indices: Int32Array,
  count: number,
): WrittenValues {
  const dictionary = new ByteSink();
  for (const text of texts) writeText(dictionary, text);
  return {
    encoding: Encoding.dictionary,
    values: indexed(indices, { count, different: texts.length }),
    dictionary: { values: dictionary.bytes(), count: texts.length },
  };
}

function textsOf(texts: readonly string[], indices: Int32Array, count: number): ByteSink {
  const values = new ByteSink();
  for (let at = 0; at < count; at += 1) writeText(values, texts[indices[at]!]!);
  return values;
}

function writeText(sink: ByteSink, text: string): number {
  const bytes = encodeUtf8(text);
  sink.word(bytes.length);
  sink.all(bytes);
  return 4 + bytes.length;
}

function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}

import { ValueForm } from '../contract/judged-row.ts';
import { ByteSink } from '../tabular/byte-sink.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { DICTIONARY_TRIAL, Encoding, FEW_ROWS, MOST_DIFFERENT } from './column-values.ts';
import { indexed } from './hybrid.ts';
import { TextDictionary } from './text-dictionary.ts';
import type { JudgedRow } from '../contract/judged-row.ts';
import type { TextValues, WrittenValues } from './column-values.ts';

/** Texts of which most may be different: a dictionary is tried until it is plain that they are. */
export class FreeTexts implements TextValues {
  private plain = new ByteSink();
  private readonly dictionary = new TextDictionary();
  private places = new Int32Array(256);
  private count = 0;
  private repeats = true;

  constructor(private readonly index: number) {}

  public get held(): number {
    return this.repeats ? this.dictionary.size : this.plain.size;
  }

  public take(row: JudgedRow): void {
    const { index } = this;
    if (row.forms[index] === ValueForm.bytes) {
      return this.range(row.bytes, row.starts[index]!, row.ends[index]!);
    }
    const bytes = encodeUtf8(row.text(index));
    this.range(bytes, 0, bytes.length);
  }

  public flush(): WrittenValues {
    const { dictionary, places, count } = this;
    const isRepeated = this.repeats && count >= FEW_ROWS;
    const written = isRepeated ? repeated(dictionary, places, count) : this.plainly();
    this.count = 0;
    this.dictionary.clear();
    return written;
  }

  private range(bytes: Uint8Array, start: number, end: number): void {
    if (!this.repeats) {
      this.plain.word(end - start);
      return this.plain.range(bytes, start, end);
    }
    const { dictionary, count } = this;
    if (count === this.places.length) this.places = doubled(this.places);
    this.places[count] = dictionary.place(bytes, start, end);
    this.count = count + 1;
    const { values, different } = DICTIONARY_TRIAL;
    const most = this.count <= values ? different : MOST_DIFFERENT;
    if (dictionary.count > most) this.giveUp();
  }

  /** Writes what was taken plainly, and all that comes too. */
  private giveUp(): void {
    const { dictionary, places, count } = this;
    for (let at = 0; at < count; at += 1) this.plain.all(dictionary.at(places[at]!));
    this.repeats = false;
  }

  private plainly(): WrittenValues {
    const { repeats } = this;
    if (repeats) this.giveUp();
    this.repeats = repeats;
    return plainly(this.plain.take());
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
        ? plainly(textsOf(texts, indices, count).bytes())
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

function plainly(values: Uint8Array): WrittenValues {
  return { encoding: Encoding.plain, values, sample: values };
}

function repeated(dictionary: TextDictionary, places: Int32Array, count: number): WrittenValues {
  const { count: different, written: values } = dictionary;
  return {
    encoding: Encoding.dictionary,
    values: indexed(places, { count, different }),
    sample: values,
    dictionary: { values, count: different },
  };
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

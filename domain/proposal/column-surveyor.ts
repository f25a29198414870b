import { parseTime } from '../contract/time-text.ts';
import { ByteHash } from '../hashing/byte-hash.ts';
import { SeenHashes } from '../hashing/seen-hashes.ts';
import { Distinct } from '../profile/distinct.ts';
import { HeavyHitters } from '../profile/heavy-hitters.ts';
import { Moments } from '../profile/moments.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { withWordsAsMarkers } from './words-among-numbers.ts';
import { formOf, isMarker, lookOf } from './value-form.ts';
import type { HeavyHitter } from '../profile/heavy-hitters.ts';
import type { Form, Look } from './value-form.ts';

/** What one pass has found in a column. */
export interface ColumnFacts {
  readonly name: string;
  readonly rows: number;
  readonly empty: number;
  /** How many values have each form; markers of missing values are not among them. */
  readonly forms: ReadonlyMap<Form, number>;
  /** How many values look like something of a person. */
  readonly looks: ReadonlyMap<Look, number>;
  /** Texts that may mean that a value is missing, by how often they came; words among numbers, too. */
  readonly markers: ReadonlyMap<string, number>;
  /** About how many different texts there are, markers included. */
  readonly distinct: number;
  /** The most frequent texts, markers included. */
  readonly frequent: readonly HeavyHitter[];
  /** Whether `frequent` has all texts there are. */
  readonly isComplete: boolean;
  /** Whether no text came twice. */
  readonly isUnique: boolean;
  /** Smallest and largest number; null without numbers. */
  readonly numbers: Ends | null;
  /** First and last time in seconds since 1970; null without times. */
  readonly times: Ends | null;
  /** Characters of the longest text. */
  readonly longest: number;
  /** The first texts of each form, three at most. */
  readonly examples: ReadonlyMap<Form, readonly string[]>;
}

/** Both ends of what was seen. */
export interface Ends {
  readonly min: number;
  readonly max: number;
}

/** Texts whose meaning is remembered. */
const MEMORY = 2048;
const KEPT = 512;
const EXAMPLES = 3;

/** Looks at the values of one column, in memory that does not grow with them but for unique ones. */
export class ColumnSurveyor {
  private rows = 0;
  private empty = 0;
  private longest = 0;
  private readonly forms = new Map<Form, number>();
  private readonly looks = new Map<Look, number>();
  private readonly markers = new Map<string, number>();
  private readonly examples = new Map<Form, string[]>();
  private readonly distinct = new Distinct();
  private readonly frequent = new HeavyHitters();
  private readonly numbers = new Moments();
  private readonly times = new Moments();
  private readonly hash = new ByteHash();
  private readonly known = new Map<string, Meaning>();
  private seen: SeenHashes | undefined = new SeenHashes();

  constructor(private readonly name: string) {}

  /** Takes the next value. */
  public take(raw: string): void {
    const text = raw.trim();
    this.rows += 1;
    if (text === '') {
      this.empty += 1;
      return;
    }
    this.frequent.add(text);
    const known = this.known.get(text);
    if (known !== undefined) this.seen = undefined;
    this.measure(text, known ?? this.meet(text));
  }

  /** What was found; more may be taken afterwards. */
  public facts(): ColumnFacts {
    const frequent = this.frequent.top(KEPT);
    const isComplete = this.frequent.state().error === 0;
    return withWordsAsMarkers({
      name: this.name,
      rows: this.rows,
      empty: this.empty,
      forms: this.forms,
      looks: this.looks,
      markers: this.markers,
      distinct: isComplete ? frequent.length : this.estimate(),
      frequent,
      isComplete,
      isUnique: this.seen !== undefined && this.rows > this.empty,
      numbers: endsOf(this.numbers),
      times: endsOf(this.times),
      longest: this.longest,
      examples: this.examples,
    });
  }

  private estimate(): number {
    const given = this.rows - this.empty;
    return this.seen === undefined ? Math.min(this.distinct.estimate, given - 1) : given;
  }

  private repeats(text: string): void {
    const bytes = encodeUtf8(text);
    this.hash.ofBytes(bytes, 0, bytes.length);
    const { low, high } = this.hash;
    this.distinct.add(low, high);
    if (this.seen?.meet(low, high) === true) this.seen = undefined;
  }

  /** What a text is that was not met before, or is not remembered. */
  private meet(text: string): Meaning {
    this.repeats(text);
    if (text.length > this.longest) this.longest = text.length;
    const meaning = meaningOf(text);
    if (this.known.size < MEMORY) this.known.set(text, meaning);
    if (meaning === MARKER) return meaning;
    const examples = this.examples.get(meaning.form) ?? [];
    if (examples.length < EXAMPLES && !examples.includes(text)) examples.push(text);
    this.examples.set(meaning.form, examples);
    return meaning;
  }

  private measure(text: string, meaning: Meaning): void {
    if (meaning === MARKER) return count(this.markers, text);
    const { form, look, number, time } = meaning;
    count(this.forms, form);
    if (number !== undefined) this.numbers.add(number);
    if (time !== undefined) this.times.add(time);
    if (look !== undefined) count(this.looks, look);
  }
}

/** What a text is by itself: it may mean that a value is missing. */
type Meaning = typeof MARKER | ValueMeaning;

const MARKER = 'marker';

interface ValueMeaning {
  readonly form: Form;
  readonly look: Look | undefined;
  readonly number: number | undefined;
  /** Seconds since 1970. */
  readonly time: number | undefined;
}

function meaningOf(text: string): Meaning {
  if (isMarker(text, 'numbers')) return MARKER;
  const form = formOf(text);
  const isNumber = form === 'integer' || form === 'number';
  const isTime = form === 'date' || form === 'timestamp';
  return {
    form,
    look: lookOf(text),
    number: isNumber ? Number(text) : undefined,
    time: isTime ? parseTime(text) : undefined,
  };
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function endsOf(moments: Moments): Ends | null {
  return moments.count === 0 ? null : { min: moments.smallest, max: moments.largest };
}

import * as z from 'zod';

/** Where a reader of rows stands between two bytes. */
export const RowState = {
  /** A row begins. */
  row: 0,
  /** Another field of a row begins. */
  field: 1,
  /** In a field without quotes. */
  plain: 2,
  /** In a field in quotes. */
  quoted: 3,
  /** Behind a quote in such a field: it closes the field, unless another follows. */
  quote: 4,
  /** Behind a CR that ended a row: an LF would belong to it. */
  return: 5,
  /** Behind a CR behind a closing quote, where CR alone ends no row: an LF has to follow. */
  quoteReturn: 6,
  /** What was read is no CSV. */
  broken: 7,
} as const;

type State = number;

/** How rows are told apart. */
export const RowMarks = z.discriminatedUnion('format', [
  z.object({ format: z.literal('csv'), delimiter: z.string().length(1), endsInCr: z.boolean() }),
  z.object({ format: z.literal('json-lines') }),
]);
export type RowMarks = z.output<typeof RowMarks>;

/** What comes of a piece of a file for who stands in one state at its beginning. */
export const SurveyedFrom = z.object({
  from: z.int(),
  /** The state at its end. */
  to: z.int(),
  /** Lines that end in it. */
  lines: z.int(),
  /** The first byte of the first row that begins in it, and lines that end before; null without one. */
  first: z.object({ at: z.int(), lines: z.int() }).nullable(),
});
export type SurveyedFrom = z.output<typeof SurveyedFrom>;

const [QUOTE, LF, CR] = [34, 10, 13];
const BLOCK_BYTES = 1 << 12;

/** Who began in one state: how far ahead of its track it was when it came onto it. */
interface Walker {
  readonly from: State;
  lines: number;
  first: { at: number; lines: number } | null;
}

/** Walkers that have come to the same state: they stay together. */
interface Track {
  state: State;
  lines: number;
  walkers: Walker[];
  /** Those that have met no row yet. */
  waiting: Walker[];
}

/**
 * Finds where rows begin in a piece of a file whose beginning nobody has seen: for every state that a
 * reader may be in at the piece's beginning, whether inside quotes or not. Pieces may so be surveyed in
 * any order; put behind each other, they tell for each where its rows begin and on which line. The states
 * are those of `ByteScanner`, as a finite automaton (Mytkowicz, Musuvathi, Schulte, "Data-parallel
 * finite-state machines", 2014): most come together after a few bytes.
 */
export class RowSurvey {
  private tracks: Track[];
  /** 1 for bytes at which something happens in a field without quotes. */
  private readonly stops = new Uint8Array(256);
  private readonly delimiter: number;
  private readonly hasQuotes: boolean;
  private readonly endsInCr: boolean;

  /**
   * @param at where in the file the piece begins
   * @param isFirst whether a row certainly begins there
   */
  constructor(
    marks: RowMarks,
    private at: number,
    isFirst: boolean,
  ) {
    this.hasQuotes = marks.format === 'csv';
    this.delimiter = marks.format === 'csv' ? marks.delimiter.charCodeAt(0) : LF;
    this.endsInCr = marks.format === 'csv' && marks.endsInCr;
    for (const byte of [LF, this.delimiter]) this.stops[byte] = 1;
    if (this.endsInCr) this.stops[CR] = 1;
    this.tracks = (isFirst ? [RowState.row] : this.beginnings()).map((state) => {
      const walker: Walker = { from: state, lines: 0, first: null };
      return { state, lines: 0, walkers: [walker], waiting: [walker] };
    });
  }

  /** Takes the next bytes. */
  public push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
      const block = bytes.subarray(from, from + BLOCK_BYTES);
      for (const track of this.tracks) this.walk(track, block);
      this.at += block.length;
      if (this.tracks.length > 1) this.tracks = together(this.tracks);
    }
  }

  /** What comes of the bytes, by the state at their beginning. */
  public result(): readonly SurveyedFrom[] {
    return this.tracks
      .flatMap(({ state, lines, walkers }) =>
        walkers.map(({ from, first, ...walker }) => ({
          from,
          to: state,
          lines: lines + walker.lines,
          first,
        })),
      )
      .sort((a, b) => a.from - b.from);
  }

  private beginnings(): readonly State[] {
    const { row, field, plain, quoted, quote, quoteReturn } = RowState;
    if (!this.hasQuotes) return [row, plain];
    return [row, field, plain, quoted, quote, this.endsInCr ? RowState.return : quoteReturn];
  }

  private walk(track: Track, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      switch (track.state) {
        case RowState.row:
          this.meetRow(track, at);
          at = this.beginField(track, bytes, at);
          break;
        case RowState.field:
          at = this.beginField(track, bytes, at);
          break;
        case RowState.plain:
          at = this.plain(track, bytes, at);
          break;
        case RowState.quoted:
          at = this.quoted(track, bytes, at);
          break;
        case RowState.broken:
          return;
        default:
          at = this.behind(track, bytes, at);
      }
    }
  }

  private meetRow(track: Track, at: number): void {
    if (track.waiting.length === 0) return;
    for (const walker of track.waiting) {
      walker.first = { at: this.at + at, lines: walker.lines + track.lines };
    }
    track.waiting = [];
  }

  private beginField(track: Track, bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE || !this.hasQuotes) {
      track.state = RowState.plain;
      return at;
    }
    track.state = RowState.quoted;
    return at + 1;
  }

  private plain(track: Track, bytes: Uint8Array, from: number): number {
    const { stops } = this;
    let at = from;
    while (at < bytes.length && stops[bytes[at]!] === 0) at += 1;
    if (at < bytes.length) this.endField(track, bytes[at]!);
    return at + 1;
  }

  private endField(track: Track, byte: number): void {
    if (byte !== LF && byte !== CR) {
      track.state = RowState.field;
      return;
    }
    track.lines += 1;
    track.state = byte === LF ? RowState.row : RowState.return;
  }

  private quoted(track: Track, bytes: Uint8Array, from: number): number {
    const found = bytes.indexOf(QUOTE, from);
    const end = found < 0 ? bytes.length : found;
    let breaks = 0;
    for (let at = from; at < end; at += 1) if (bytes[at] === LF) breaks += 1;
    track.lines += breaks;
    if (found >= 0) track.state = RowState.quote;
    return end + 1;
  }

  /** Behind a quote, or a CR: what they were, the next byte tells. */
  private behind(track: Track, bytes: Uint8Array, at: number): number {
    const byte = bytes[at]!;
    if (track.state === RowState.return) {
      track.state = RowState.row;
      return byte === LF ? at + 1 : at;
    }
    if (track.state === RowState.quoteReturn) {
      track.state = RowState.broken;
      if (byte === LF) this.endField(track, LF);
    } else if (byte === QUOTE) {
      track.state = RowState.quoted;
    } else if (this.stops[byte] === 1) {
      this.endField(track, byte);
    } else {
      track.state = byte === CR ? RowState.quoteReturn : RowState.broken;
    }
    return at + 1;
  }
}

/** Puts those that stand in the same state on one track. */
function together(tracks: readonly Track[]): Track[] {
  const kept: Track[] = [];
  for (const track of tracks) {
    const same = kept.find(({ state }) => state === track.state);
    if (same === undefined) {
      kept.push(track);
      continue;
    }
    for (const walker of track.walkers) walker.lines += track.lines - same.lines;
    same.walkers.push(...track.walkers);
    same.waiting.push(...track.waiting);
  }
  return kept;
}

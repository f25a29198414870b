import { ValueForm } from '../contract/judged-row.ts';
import { NumberBlock } from '../contract/number-block.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { NumberBatch } from './number-batch.ts';
import { ColumnProfile } from './column-profile.ts';
import type { BytesJudge } from '../contract/bytes-judge.ts';
import type { JudgedRow } from '../contract/judged-row.ts';
import type { Distinct } from './distinct.ts';
import type { Column } from '../definition/data-contract.ts';

interface Collector {
  readonly take: (row: JudgedRow) => void;
  /** Brings what was counted aside into the profile. */
  readonly settle?: () => void;
}

/** Profiles the accepted rows of a file as they come from its judge, without making texts of them. */
export class RowProfiler {
  private readonly profiles: readonly ColumnProfile[];
  /** Those of the columns of the block. */
  private readonly numeric: readonly ColumnProfile[];
  private readonly block: NumberBlock;
  private readonly batch: NumberBatch;
  private readonly collectors: readonly Collector[];
  private rows = 0;

  constructor(columns: readonly Column[], judge: Pick<BytesJudge, 'textsOf'>) {
    this.profiles = columns.map((column) => new ColumnProfile(column));
    const isNumeric = ({ distinct, lengths }: ColumnProfile): boolean =>
      distinct !== undefined && lengths === undefined;
    this.numeric = this.profiles.filter(isNumeric);
    this.block = new NumberBlock(this.numeric.map((profile) => this.profiles.indexOf(profile)));
    this.batch = new NumberBatch(this.block.capacity);
    this.collectors = this.profiles.flatMap((profile, index) => {
      if (isNumeric(profile)) return [];
      const { distinct } = profile;
      if (distinct === undefined) return [missingCollector(profile, index)];
      return [textCollector(profile, { index, distinct }, judge)];
    });
  }

  /** Takes an accepted row. */
  public readonly take = (row: JudgedRow): void => {
    const { collectors } = this;
    this.rows += 1;
    if (this.block.take(row)) this.settle();
    for (let index = 0; index < collectors.length; index += 1) collectors[index]!.take(row);
  };

  /** The profiles of the columns; more rows may be taken afterwards. */
  public result(): readonly ColumnProfile[] {
    this.settle();
    for (const { settle } of this.collectors) settle?.();
    for (const profile of this.profiles) profile.rows = this.rows;
    return this.profiles;
  }

  /** Counts the numbers of the block, one column after the other. */
  private settle(): void {
    const { block, batch } = this;
    for (const [place, profile] of this.numeric.entries()) {
      batch.size = block.copy(place, batch.numbers, 0);
      profile.missing += block.rows - batch.size;
      profile.moments?.addAll(batch);
      profile.quantiles?.addAll(batch);
      profile.distinct?.addAll(batch);
    }
    block.rows = 0;
  }
}

function missingCollector(profile: ColumnProfile, index: number): Collector {
  return {
    take: (row) => {
      if (row.isMissing(index)) profile.missing += 1;
    },
  };
}

function textCollector(
  profile: ColumnProfile,
  { index, distinct }: { readonly index: number; readonly distinct: Distinct },
  judge: Pick<BytesJudge, 'textsOf'>,
): Collector {
  const { lengths, frequent } = profile;
  let counts = new Float64Array(64);
  const takeText = (bytes: Uint8Array, start: number, end: number, isAscii = false): void => {
    if (isAscii) lengths?.add(end - start);
    else lengths?.addBytes(bytes, start, end);
    distinct.addBytes(bytes, start, end);
  };
  const take = (row: JudgedRow): void => {
    const place = row.places[index]!;
    if (row.isMissing(index)) {
      profile.missing += 1;
    } else if (place >= 0) {
      while (place >= counts.length) counts = doubled(counts);
      counts[place]! += 1;
    } else if (row.forms[index] === ValueForm.bytes) {
      takeText(row.bytes, row.starts[index]!, row.ends[index]!, row.isAscii);
      frequent?.add(row.text(index));
    } else {
      const bytes = encodeUtf8(row.text(index));
      takeText(bytes, 0, bytes.length);
      frequent?.add(row.text(index));
    }
  };
  return { take, settle: () => settleTexts(profile, counts, judge.textsOf(index) ?? []) };
}

/** Adds texts by how often the place of each was met, and forgets that. */
function settleTexts(
  { lengths, distinct, frequent }: ColumnProfile,
  counts: Float64Array,
  texts: readonly string[],
): void {
  for (const [place, text] of texts.entries()) {
    const times = counts[place] ?? 0;
    if (times === 0) continue;
    const bytes = encodeUtf8(text);
    lengths?.addBytes(bytes, 0, bytes.length, times);
    distinct?.addBytes(bytes, 0, bytes.length);
    frequent?.add(text, times);
  }
  counts.fill(0);
}

function doubled(counts: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(counts.length * 2);
  more.set(counts);
  return more;
}

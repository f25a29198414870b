import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { Distinct, DistinctState } from './distinct.ts';
import { HeavyHitters, HeavyHittersState } from './heavy-hitters.ts';
import { Lengths, LengthsState } from './lengths.ts';
import { Moments, MomentsState } from './moments.ts';
import { QuantileSketch, QuantileState } from './quantile-sketch.ts';
import type { Column } from '../definition/data-contract.ts';

/** The profile of a column as it is stored. */
export const ColumnProfileState = z.object({
  name: z.string(),
  rows: z.int(),
  missing: z.int(),
  distinct: DistinctState.optional(),
  moments: MomentsState.optional(),
  quantiles: QuantileState.optional(),
  lengths: LengthsState.optional(),
  frequent: HeavyHittersState.optional(),
});
export type ColumnProfileState = z.output<typeof ColumnProfileState>;

/**
 * Statistics of one column, as its type has them: moments of numbers, booleans and times (in seconds
 * since 1970), quantiles of numbers, lengths of texts, and the frequent values of categories. Of personal
 * columns there is only how many values are missing. Profiles of pieces of a file merge into that of the
 * file.
 */
export class ColumnProfile {
  public rows = 0;
  public missing = 0;
  public readonly distinct: Distinct | undefined;
  public readonly moments: Moments | undefined;
  public readonly quantiles: QuantileSketch | undefined;
  public readonly lengths: Lengths | undefined;
  public readonly frequent: HeavyHitters | undefined;

  constructor(public readonly column: Pick<Column, 'name' | 'type' | 'personal'>) {
    const { type, personal } = column;
    // Even a sketch of distinct values tells whether somebody is among them.
    if (personal) return;
    const isText = type === 'category' || type === 'string';
    const isNumber = type === 'number' || type === 'integer';
    this.distinct = new Distinct();
    this.moments = isText ? undefined : new Moments();
    this.quantiles = isNumber ? new QuantileSketch() : undefined;
    this.lengths = isText ? new Lengths() : undefined;
    this.frequent = type === 'category' ? new HeavyHitters() : undefined;
  }

  /** Adds all that another has seen of the same column. @throws DomainError `ProfileMismatch` */
  public merge(other: ColumnProfile): this {
    const { name, type, personal } = other.column;
    if (
      name !== this.column.name ||
      type !== this.column.type ||
      personal !== this.column.personal
    ) {
      throw new DomainError(
        'ProfileMismatch',
        `merge profiles of '${this.column.name}' only, not of '${name}'`,
      );
    }
    this.rows += other.rows;
    this.missing += other.missing;
    if (other.distinct !== undefined) this.distinct?.merge(other.distinct);
    if (other.moments !== undefined) this.moments?.merge(other.moments);
    if (other.quantiles !== undefined) this.quantiles?.merge(other.quantiles);
    if (other.lengths !== undefined) this.lengths?.merge(other.lengths);
    if (other.frequent !== undefined) this.frequent?.merge(other.frequent);
    return this;
  }

  /** What is stored. */
  public state(): ColumnProfileState {
    return {
      name: this.column.name,
      rows: this.rows,
      missing: this.missing,
      distinct: this.distinct?.state(),
      moments: this.moments?.state(),
      quantiles: this.quantiles?.state(),
      lengths: this.lengths?.state(),
      frequent: this.frequent?.state(),
    };
  }
  /** Reads what was stored. */
  public static of(
    column: Pick<Column, 'name' | 'type' | 'personal'>,
    { rows, missing, distinct, moments, quantiles, lengths, frequent }: ColumnProfileState,
  ): ColumnProfile {
    const profile = new ColumnProfile(column);
    [profile.rows, profile.missing] = [rows, missing];
    if (distinct) profile.distinct?.merge(Distinct.of(distinct));
    if (moments) profile.moments?.merge(Moments.of(moments));
    if (quantiles) profile.quantiles?.merge(QuantileSketch.of(quantiles));
    if (lengths) profile.lengths?.merge(Lengths.of(lengths));
    if (frequent) profile.frequent?.merge(HeavyHitters.of(frequent));
    return profile;
  }
}

import * as z from 'zod';
import { seededChance } from '../chance/seeded.ts';

/** How often the rows are drawn anew. */
export const RESAMPLES = 200;

/** Resamples as they are stored: sums of losses and how many rows were drawn, in order of the draws. */
export const ResamplesState = z.object({ losses: z.string(), draws: z.string() });
export type ResamplesState = z.output<typeof ResamplesState>;

/** An interval that holds a number with a stated confidence. */
export const Interval = z.tuple([z.number(), z.number()]);
export type Interval = z.output<typeof Interval>;

/** Digits that are kept of a sum. */
const DIGITS = 9;
/** Up to so many draws of one row are told apart; more are one in 10^8. */
const MOST_DRAWS = 10;
/** Chance that a row is drawn at most k times: the Poisson distribution of mean 1. */
const AT_MOST = cumulativePoisson();

/**
 * Losses of rows drawn anew with replacement, many times: the Poisson bootstrap (Hanley and MacGibbon,
 * 2006; Chamandy, Muralidharan, Najmi and Naidu, 2012), where each row is drawn a Poisson number of times.
 * How often follows from the row's id alone, so that rows can be added wherever and whenever their truth
 * comes, and sums merge into those of all rows.
 */
export class Resamples {
  private readonly losses = new Float64Array(RESAMPLES);
  private readonly draws = new Float64Array(RESAMPLES);

  /** Adds a row. */
  public add(id: string, loss: number): void {
    const chance = seededChance(id);
    for (let index = 0; index < RESAMPLES; index += 1) {
      const drawn = timesDrawn(chance());
      this.losses[index]! += drawn * loss;
      this.draws[index]! += drawn;
    }
  }

  /** Adds all rows of another. */
  public merge({ losses, draws }: ResamplesState): this {
    const [sums, counts] = [numbersOf(losses), numbersOf(draws)];
    for (let index = 0; index < RESAMPLES; index += 1) {
      this.losses[index]! += sums[index] ?? 0;
      this.draws[index]! += counts[index] ?? 0;
    }
    return this;
  }

  /** What is stored. */
  public state(): ResamplesState {
    const text = (values: Float64Array): string =>
      Array.from(values, (value) => Number(value.toPrecision(DIGITS))).join(' ');
    return { losses: text(this.losses), draws: text(this.draws) };
  }

  /**
   * The interval between the percentiles of the mean loss that leave out the same share on either side;
   * null when no draw has rows.
   */
  public interval(confidence: number): Interval | null {
    const means = this.losses
      .map((loss, index) => loss / this.draws[index]!)
      .filter((mean) => Number.isFinite(mean))
      .sort();
    if (means.length === 0) return null;
    const outside = Math.floor(((1 - confidence) / 2) * means.length);
    return [means[outside]!, means[means.length - 1 - outside]!];
  }
}

function timesDrawn(chance: number): number {
  let times = 0;
  while (chance >= AT_MOST[times]!) times += 1;
  return times;
}

function cumulativePoisson(): readonly number[] {
  const sums: number[] = [];
  let term = Math.exp(-1);
  let sum = 0;
  for (let times = 0; times < MOST_DRAWS; times += 1) {
    sum += term;
    sums.push(sum);
    term /= times + 1;
  }
  return [...sums, Infinity];
}

function numbersOf(text: string): readonly number[] {
  return text.split(' ').map(Number);
}

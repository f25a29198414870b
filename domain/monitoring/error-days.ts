import * as z from 'zod';

/** Errors of a version on one day, as sums, so that parts of a day add up. */
export const ErrorDay = z.object({
  /** `yyyy-mm-dd`, UTC, of the predictions. */
  day: z.string(),
  rows: z.int(),
  /** Sum of the losses of the watched metric. */
  loss: z.number(),
  /** Sum of their squares. */
  squares: z.number(),
  /** Sum of prediction minus truth. */
  bias: z.number(),
});
export type ErrorDay = z.output<typeof ErrorDay>;

/** Mean loss over days, and how sure it is. */
export interface MeanLoss {
  readonly rows: number;
  readonly mean: number;
  /** Standard error of the mean, from the spread of the losses of single rows. */
  readonly standardError: number;
  readonly bias: number;
}

/** Adds days up. Means are NaN when there are no rows. */
export function meanLoss(days: readonly ErrorDay[]): MeanLoss {
  const sum = (member: 'rows' | 'loss' | 'squares' | 'bias'): number =>
    days.reduce((total, day) => total + day[member], 0);
  const rows = sum('rows');
  const mean = sum('loss') / rows;
  const variance = Math.max(sum('squares') / rows - mean ** 2, 0);
  return { rows, mean, standardError: Math.sqrt(variance / rows), bias: sum('bias') / rows };
}

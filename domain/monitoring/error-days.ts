import * as z from 'zod';

/** Errors of a version on one day, as sums, so that parts of a day add up. */
export const ErrorDay = z.object({
  /** `yyyy-mm-dd`, UTC, of the predictions. */
  day: z.string(),
  rows: z.int(),
  /** Sum of the losses of the watched metric. */
  loss: z.number(),
  /** Sum of prediction minus truth. */
  bias: z.number(),
});
export type ErrorDay = z.output<typeof ErrorDay>;

/** Mean loss over days. */
export interface MeanLoss {
  readonly rows: number;
  readonly mean: number;
  readonly bias: number;
}

/** Adds days up. Means are NaN when there are no rows. */
export function meanLoss(days: readonly ErrorDay[]): MeanLoss {
  const sum = (member: 'rows' | 'loss' | 'bias'): number =>
    days.reduce((total, day) => total + day[member], 0);
  const rows = sum('rows');
  return { rows, mean: sum('loss') / rows, bias: sum('bias') / rows };
}

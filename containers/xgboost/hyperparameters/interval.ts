import { showFloat } from '../python.ts';

/** A range of numbers: each end is closed, open, or absent. */
export interface Interval {
  readonly minOpen?: number;
  readonly minClosed?: number;
  readonly maxOpen?: number;
  readonly maxClosed?: number;
  /** Whether messages show the ends as floats. @default - as whole numbers */
  readonly floats?: boolean;
}

/** Whether a number lies in the range. `NaN` lies in every range, as it does in the container. */
export function contains(
  { minOpen, minClosed, maxOpen, maxClosed }: Interval, value: number,
): boolean {
  return !((minOpen !== undefined && value <= minOpen)
    || (minClosed !== undefined && value < minClosed)
    || (maxOpen !== undefined && value >= maxOpen)
    || (maxClosed !== undefined && value > maxClosed));
}

/** The range in the notation of the container's messages. */
export function showInterval({ floats, ...ends }: Interval): string {
  const shown = Object.entries(ends).map(([end, value]) => [end, floats ? showFloat(value) : value]);
  const { minOpen, minClosed, maxOpen, maxClosed } = Object.fromEntries(shown);
  const from = minOpen !== undefined
    ? `(${minOpen}`
    : (minClosed !== undefined ? `[${minClosed}` : '(-inf');
  const to = maxOpen !== undefined
    ? `${maxOpen})`
    : (maxClosed !== undefined ? `${maxClosed}]` : '+inf)');
  return `${from}, ${to}`;
}

import { integerAt, refuse } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.ArrayRange: the numbers from the first to the last, both included, at most 1000. */
export const arrayRange: Intrinsic = (values) => {
  const [first, last, step] = [0, 1, 2].map((index) => integerAt('ArrayRange', values, index)) as [
    number,
    number,
    number,
  ];
  if (step === 0) throw refuse('ArrayRange', 'the increment must not be zero');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > 1000) throw refuse('ArrayRange', 'the range must not contain more than 1000 items');
  return Array.from({ length }, (_, n) => first + n * step);
};

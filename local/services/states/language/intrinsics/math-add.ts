import { integerAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.MathAdd: the sum of two numbers, each rounded before. */
export const mathAdd: Intrinsic = (values) =>
  integerAt('MathAdd', values, 0) + integerAt('MathAdd', values, 1);

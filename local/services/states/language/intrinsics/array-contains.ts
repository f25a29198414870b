import { jsonEqual } from '../json.ts';
import { arrayAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.ArrayContains: whether the array holds a value. */
export const arrayContains: Intrinsic = (values) =>
  arrayAt('ArrayContains', values, 0).some((item) => jsonEqual(item, values[1] ?? null));

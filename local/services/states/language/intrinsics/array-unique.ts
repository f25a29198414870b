import { jsonEqual } from '../json.ts';
import type { Json } from '../json.ts';
import { arrayAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.ArrayUnique: the array without repetitions; the first of equals stays. */
export const arrayUnique: Intrinsic = (values) => {
  const kept: Json[] = [];
  for (const item of arrayAt('ArrayUnique', values, 0)) {
    if (!kept.some((other) => jsonEqual(other, item))) kept.push(item);
  }
  return kept;
};

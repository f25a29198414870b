import { arrayAt, integerAt, refuse } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.ArrayGetItem: the item at an index. */
export const arrayGetItem: Intrinsic = (values) => {
  const item = arrayAt('ArrayGetItem', values, 0)[integerAt('ArrayGetItem', values, 1)];
  if (item === undefined) throw refuse('ArrayGetItem', 'the index is outside of the array');
  return item;
};

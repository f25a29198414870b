import { isObject } from '../json.ts';
import { refuse } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.JsonMerge: two objects as one, the second wins; only the shallow mode exists. */
export const jsonMerge: Intrinsic = ([first, second, deep]) => {
  if (!isObject(first) || !isObject(second))
    throw refuse('JsonMerge', 'both arguments must be objects');
  if (deep !== false) throw refuse('JsonMerge', 'only the shallow merging mode is supported');
  return { ...first, ...second };
};

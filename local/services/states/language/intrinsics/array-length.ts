import { arrayAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.ArrayLength: how many items an array has. */
export const arrayLength: Intrinsic = (values) => arrayAt('ArrayLength', values, 0).length;

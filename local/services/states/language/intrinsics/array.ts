import type { Intrinsic } from './intrinsic.ts';

/** States.Array: its arguments as an array. */
export const array: Intrinsic = (values) => [...values];

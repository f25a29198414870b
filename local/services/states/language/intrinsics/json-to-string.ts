import type { Intrinsic } from './intrinsic.ts';

/** States.JsonToString: the JSON text of a value. */
export const jsonToString: Intrinsic = ([value]) => JSON.stringify(value ?? null);

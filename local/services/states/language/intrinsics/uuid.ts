import type { Intrinsic } from './intrinsic.ts';

/** States.UUID: a random UUID. */
export const uuid: Intrinsic = (_values, world) => world.uuid();

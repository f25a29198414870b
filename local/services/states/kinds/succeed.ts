import type { SucceedState } from '../language/types.ts';
import type { StateKind } from './frame.ts';
import { leaveWithInput } from './shape.ts';

/** Succeed: ends the machine with its input. */
export const succeed: StateKind<SucceedState> = { enter: leaveWithInput };

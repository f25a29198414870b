import type { PassState } from '../language/types.ts';
import type { StateKind } from './frame.ts';
import { effectiveInput, leaveWithInput, leaveWithResult } from './shape.ts';

/** Pass: hands on its input, its Parameters, or a fixed Result. */
export const pass: StateKind<PassState> = {
  enter: async (frame) => {
    if (frame.language === 'JSONata') return leaveWithInput(frame);
    const input = await effectiveInput(frame);
    return leaveWithResult(frame, frame.state.Result === undefined ? input : frame.state.Result);
  },
};

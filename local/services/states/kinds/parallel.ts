import type { ParallelState } from '../language/types.ts';
import type { StateKind } from './frame.ts';
import { effectiveInput, leaveWithResult } from './shape.ts';

/**
 * Parallel: runs its branches side by side on the same input; the result is the list of their
 * outputs.
 */
export const parallel: StateKind<ParallelState> = {
  enter: async (frame) => {
    const input = await effectiveInput(frame);
    return {
      kind: 'fork',
      children: frame.state.Branches.map((_, index) => ({
        path: [...frame.path, frame.name, index],
        input,
      })),
      maxConcurrency: 0,
      events: [{ type: 'ParallelStateStarted' }],
    };
  },
  resume: leaveWithResult,
};

import type { Cloud } from '../../../kernel/index.ts';
import { finishExecution } from './finish.ts';
import { change } from './work.ts';

/** Ends an execution from outside; nothing happens when it has ended before. */
export function abort(
  cloud: Cloud,
  executionArn: string,
  why: { readonly error?: string; readonly cause?: string },
): void {
  // The event before it is not named (observed).
  change(cloud, executionArn, (work) => finishExecution(work, 0, { status: 'ABORTED', ...why }));
}

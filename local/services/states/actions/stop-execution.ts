import { action } from '../../../kernel/index.ts';
import { abort } from '../engine/abort.ts';
import { findExecution } from '../engine/execution.ts';
import { executionDoesNotExist } from '../errors.ts';
import { on } from '../permissions.ts';

interface Input {
  readonly executionArn: string;
  readonly error?: string;
  readonly cause?: string;
}

/** StopExecution. Jobs that it waits for are stopped; stopping it again changes nothing. */
export const stopExecution = action(
  'StopExecution',
  on('StopExecution', 'executionArn'),
  (input: Input, { cloud }) => {
    if (!findExecution(cloud, input.executionArn)) throw executionDoesNotExist(input.executionArn);
    abort(cloud, input.executionArn, { error: input.error, cause: input.cause });
    return { stopDate: new Date(findExecution(cloud, input.executionArn)!.stopped!) };
  },
);

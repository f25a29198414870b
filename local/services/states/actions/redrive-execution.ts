import { action } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import { findExecution } from '../engine/execution.ts';
import { redrive } from '../engine/redrive.ts';
import { executionDoesNotExist } from '../errors.ts';
import { on } from '../permissions.ts';

const FORTNIGHT = 14 * 24 * 3600 * 1000;

/** RedriveExecution: goes on at the state that failed, with the definition and input of before. */
export const redriveExecution = action(
  'RedriveExecution',
  on('RedriveExecution', 'executionArn'),
  ({ executionArn }: { readonly executionArn: string }, { cloud }) => {
    const execution = findExecution(cloud, executionArn);
    if (!execution) throw executionDoesNotExist(executionArn);
    if (execution.redrive_from === null) {
      throw new AwsError(
        'ExecutionNotRedrivable',
        `Execution is ${execution.status} and cannot be redriven`,
      );
    }
    if (cloud.world.now() - execution.stopped! > FORTNIGHT) {
      throw new AwsError('ExecutionNotRedrivable', 'Execution is past redrivable period');
    }
    redrive(cloud, execution);
    return { redriveDate: new Date(cloud.world.now()) };
  },
);

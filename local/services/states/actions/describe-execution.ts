import { action } from '../../../kernel/index.ts';
import { findExecution } from '../engine/execution.ts';
import { executionDoesNotExist } from '../errors.ts';
import { described } from '../execution-output.ts';
import { on } from '../permissions.ts';

/** DescribeExecution. Executions of express machines have no description. */
export const describeExecution = action(
  'DescribeExecution',
  on('DescribeExecution', 'executionArn'),
  ({ executionArn }: { readonly executionArn: string }, { cloud }) => {
    const execution = findExecution(cloud, executionArn);
    if (!execution || (execution.type === 'EXPRESS' && execution.map_run_arn === null))
      throw executionDoesNotExist(executionArn);
    return described(cloud, execution);
  },
);

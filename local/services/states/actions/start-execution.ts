import { action } from '../../../kernel/index.ts';
import { on } from '../permissions.ts';
import { startNamed } from '../start-input.ts';
import type { StartInput } from '../start-input.ts';

/** StartExecution. The same name and input again returns the execution while it runs. */
export const startExecution = action(
  'StartExecution',
  on('StartExecution', 'stateMachineArn'),
  (input: StartInput, { cloud }) => {
    const { arn, started } = startNamed(cloud, input);
    return { executionArn: arn, startDate: new Date(started) };
  },
);

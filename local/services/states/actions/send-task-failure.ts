import { action } from '../../../kernel/index.ts';
import { failTask } from '../engine/settle.ts';
import { taskTimedOut } from '../errors.ts';
import { onTask, taskOf } from '../task-tokens.ts';

interface Input {
  readonly taskToken: string;
  readonly error?: string;
  readonly cause?: string;
}

/** SendTaskFailure: the task with the token has failed. */
export const sendTaskFailure = action(
  'SendTaskFailure',
  onTask('SendTaskFailure'),
  (input: Input, { cloud }) => {
    const { taskToken, error, cause } = input;
    if (!failTask(cloud, taskOf(cloud, taskToken), { error, cause })) throw taskTimedOut();
    return {};
  },
);

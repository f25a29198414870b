import { action } from '../../../kernel/index.ts';
import { succeedTask } from '../engine/settle.ts';
import { invalidOutput, taskTimedOut } from '../errors.ts';
import { tryParseJson } from '../language/json.ts';
import { onTask, taskOf } from '../task-tokens.ts';

/** SendTaskSuccess: the task with the token has this output. */
export const sendTaskSuccess = action(
  'SendTaskSuccess',
  onTask('SendTaskSuccess'),
  ({ taskToken, output }: { readonly taskToken: string; readonly output: string }, { cloud }) => {
    const task = taskOf(cloud, taskToken);
    const parsed = tryParseJson(output);
    if (!parsed) throw invalidOutput();
    if (!succeedTask(cloud, task, parsed.value)) throw taskTimedOut();
    return {};
  },
);

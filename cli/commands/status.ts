import { cloudCommand } from '../aws/cloud-command.ts';
import { overviewText, statusText, versionsText, whatToType } from '../terminal/status-text.ts';
import { next } from '../terminal/words.ts';

/** `perennial status`: the first minute of the person on call. */
export const status = cloudCommand({
  name: 'status',
  arguments: '[model]',
  summary: 'shows what serves, what runs, what fires and what was decided, and what to type next',
  options: {},
  examples: ['perennial status', 'perennial status taxi-fare', 'perennial status churn --json'],
  run: async (context) => {
    const { readStatus } = await import('../aws/model-status.ts');
    const [model] = context.positionals;
    const found = await readStatus(model, context.connection);
    const [only] = found;
    if (model === undefined || only === undefined) {
      context.show(found, overviewText(found), context.aws('cloudwatch describe-alarms --state-value ALARM'),
        next(...found.map((one) => `perennial status ${one.model}`)));
      return 0;
    }
    const executions = `stepfunctions list-executions --state-machine-arn ${only.definition.stateMachineArn}`;
    context.show(only, statusText(only), versionsText(only), context.aws(executions), next(...whatToType(only)));
    return 0;
  },
});

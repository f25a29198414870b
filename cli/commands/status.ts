import { cloudCommand } from '../aws/cloud-command.ts';
import { readStatus } from '../aws/model-status.ts';
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
    const [model] = context.positionals;
    const found = await readStatus(model, context.connection);
    const [only] = found;
    if (model === undefined || only === undefined) {
      context.show(
        found,
        overviewText(found),
        context.aws('cloudwatch describe-alarms --state-value ALARM'),
        next(...found.map((one) => `perennial status ${one.model}`)),
      );
      return 0;
    }
    context.show(
      only,
      statusText(only),
      versionsText(only),
      context.aws(`cloudwatch describe-alarms --alarm-name-prefix perennial-${model}-`),
      next(...whatToType(only)),
    );
    return 0;
  },
});

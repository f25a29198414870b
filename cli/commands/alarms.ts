import type { AlarmChange, ModelAlarm } from '../aws/alarms.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import { CliError } from '../errors.ts';
import { table } from '../terminal/table.ts';
import { cut, moment, next } from '../terminal/words.ts';

/** `perennial alarms`: what fires, since when and why. */
export const alarms = cloudCommand({
  name: 'alarms',
  arguments: '[model]',
  summary: 'lists alarms, those that fire first, with since when and why',
  options: {
    history: { type: 'boolean', help: 'every change of state, newest first' },
    limit: { type: 'string', help: 'how many changes (50)', value: 'n' },
  },
  examples: ['perennial alarms', 'perennial alarms taxi-fare --history'],
  run: async (context) => {
    const { readAlarmHistory, readAlarms } = await import('../aws/alarms.ts');
    const { findPlatform } = await import('../aws/platform.ts');
    const [model] = context.positionals;
    const models = [...(await findPlatform(context.connection)).gateways.keys()];
    if (model !== undefined && !models.includes(model)) {
      throw new CliError('NotFound', `there is no model '${model}', there are: ${models.join(', ')}`, 'perennial models');
    }
    const found = (await readAlarms(models, context.connection)).filter((alarm) => model === undefined || alarm.model === model);
    const prefix = `perennial-${model === undefined ? '' : `${model}-`}`;
    if (context.flag('history')) {
      const changes = await readAlarmHistory(found.map(({ name }) => name), context.connection, Number(context.text('limit') ?? 50));
      context.show(changes, historyText(changes), context.aws('cloudwatch describe-alarm-history --history-item-type StateUpdate'));
      return 0;
    }
    context.show(found, alarmText(found), context.aws(`cloudwatch describe-alarms --alarm-name-prefix ${prefix}`),
      next(`perennial alarms${model === undefined ? '' : ` ${model}`} --history`));
    return 0;
  },
});

function alarmText(found: readonly ModelAlarm[]): string {
  if (found.length === 0) return 'there are no alarms';
  return table([{ title: 'state' }, { title: 'alarm' }, { title: 'since (UTC)' }, { title: 'why' }],
    found.map(({ state, name, since, reason, means }) => [state, name, moment(since), cut(state === 'OK' ? means : reason, 90)]));
}

function historyText(changes: readonly AlarmChange[]): string {
  if (changes.length === 0) return 'no alarm ever changed its state';
  return table([{ title: 'when (UTC)' }, { title: 'alarm' }, { title: 'what' }],
    changes.map(({ at, name, summary }) => [moment(at), name, summary]));
}

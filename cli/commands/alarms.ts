import { readAlarmHistory, readAlarms } from '../aws/alarms.ts';
import type { AlarmChange, ModelAlarm } from '../aws/alarms.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { findPlatform } from '../aws/platform.ts';
import { CliError } from '../errors.ts';
import { table } from '../terminal/table.ts';
import { moment, next, onScreen } from '../terminal/words.ts';

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
    const [model] = context.positionals;
    const models = [...(await findPlatform(context.connection)).gateways.keys()];
    if (model !== undefined && !models.includes(model)) {
      throw new CliError(
        'NotFound',
        `there is no model '${model}', there are: ${models.join(', ')}`,
        'perennial models',
      );
    }
    const all = await readAlarms(models, context.connection);
    const found = all.filter((alarm) => model === undefined || alarm.model === model);
    if (context.flag('history')) return await showHistory(found, context);
    const prefix = `perennial-${model === undefined ? '' : `${model}-`}`;
    context.show(
      found,
      alarmText(found),
      context.aws(`cloudwatch describe-alarms --alarm-name-prefix ${prefix}`),
      next(`perennial alarms${model === undefined ? '' : ` ${model}`} --history`),
    );
    return 0;
  },
});

async function showHistory(
  found: readonly ModelAlarm[],
  { connection, ...context }: CloudContext,
): Promise<number> {
  const limit = Number(context.text('limit') ?? 50);
  const changes = await readAlarmHistory(
    found.map(({ name }) => name),
    connection,
    limit,
  );
  context.show(
    changes,
    historyText(changes),
    context.aws('cloudwatch describe-alarm-history --history-item-type StateUpdate'),
  );
  return 0;
}

function alarmText(found: readonly ModelAlarm[]): string {
  if (found.length === 0) return 'there are no alarms';
  const columns = [
    { title: 'state' },
    { title: 'alarm' },
    { title: 'since (UTC)' },
    { title: 'why' },
  ];
  return table(
    columns,
    found.map(({ state, name, since, reason, means }) => [
      state,
      name,
      moment(since),
      onScreen(state === 'OK' ? means : reason, 90),
    ]),
  );
}

function historyText(changes: readonly AlarmChange[]): string {
  if (changes.length === 0) return 'no alarm ever changed its state';
  return table(
    [{ title: 'when (UTC)' }, { title: 'alarm' }, { title: 'what' }],
    changes.map(({ at, name, summary }) => [moment(at), name, summary]),
  );
}

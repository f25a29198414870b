import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { alarmArn, alarmNamed, onAlarm, storeAlarm } from '../alarms.ts';
import type { AlarmDefinition } from '../alarms.ts';
import { checkAlarm } from '../check-alarm.ts';
import { validationError } from '../errors.ts';
import { evaluateAlarm } from '../evaluation.ts';
import { rememberConfiguration } from '../history.ts';
import { putTags } from '../tags.ts';

/** Input of PutMetricAlarm. */
export type PutMetricAlarmInput = AlarmDefinition & { readonly Tags?: readonly Tag[] };

/** PutMetricAlarm: evaluated at once. Tags are those of the making. */
export const putMetricAlarm = action(
  'PutMetricAlarm',
  (input: PutMetricAlarmInput, context) => [onAlarm('PutMetricAlarm', input.AlarmName, context)],
  ({ Tags, ...definition }, { cloud }) => {
    checkAlarm(definition);
    const old = alarmNamed(definition.AlarmName, cloud);
    if (old?.kind === 'CompositeAlarm')
      throw validationError(`There is a composite alarm named ${definition.AlarmName}.`);
    const row = storeAlarm('MetricAlarm', definition, cloud);
    if (!old) putTags(alarmArn(row.name, cloud), Tags, cloud);
    const operation = old ? 'update' : 'create';
    rememberConfiguration(row, { operation, before: old }, cloud);
    evaluateAlarm(row, cloud);
    return {};
  },
);

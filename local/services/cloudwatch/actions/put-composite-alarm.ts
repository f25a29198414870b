import { action } from '../../../kernel/index.ts';
import type { Cloud, Tag } from '../../../kernel/index.ts';
import { alarmArn, alarmNamed, compositeOf, onAlarm, storeAlarm } from '../alarms.ts';
import type { CompositeDefinition } from '../alarms.ts';
import { checkActions } from '../check-alarm.ts';
import { evaluateComposite } from '../composite/evaluate.ts';
import { childrenOf, nameIn } from '../composite/rule.ts';
import { validationError } from '../errors.ts';
import { rememberConfiguration } from '../history.ts';
import { putTags } from '../tags.ts';

/** Input of PutCompositeAlarm. */
export type PutCompositeAlarmInput = CompositeDefinition & { readonly Tags?: readonly Tag[] };

/** Alarms that a rule may name. Source: API reference. */
const MAX_CHILDREN = 100;

/** PutCompositeAlarm: evaluated at once. Tags are those of the making. */
export const putCompositeAlarm = action(
  'PutCompositeAlarm',
  (input: PutCompositeAlarmInput, context) => [
    onAlarm('PutCompositeAlarm', input.AlarmName, context),
  ],
  ({ Tags, ...definition }, { cloud }) => {
    check(definition, cloud);
    const old = alarmNamed(definition.AlarmName, cloud);
    if (old?.kind === 'MetricAlarm')
      throw validationError(`There is a metric alarm named ${definition.AlarmName}.`);
    const row = storeAlarm('CompositeAlarm', definition, cloud);
    if (!old) putTags(alarmArn(row.name, cloud), Tags, cloud);
    const operation = old ? 'update' : 'create';
    rememberConfiguration(row, { operation, before: old }, cloud);
    evaluateComposite(row, undefined, cloud);
    return {};
  },
);

function check(definition: CompositeDefinition, cloud: Cloud): void {
  checkActions(definition);
  const children = new Set(childrenOf(definition.AlarmRule));
  if (children.size > MAX_CHILDREN)
    throw validationError(`AlarmRule must not name more than ${MAX_CHILDREN} alarms.`);
  const missing = [...children].filter((name) => !alarmNamed(name, cloud));
  if (missing.length > 0)
    throw validationError(
      `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`,
    );
  if (reaches(definition.AlarmName, children, cloud))
    throw validationError('A composite alarm must not depend on itself.');
  checkSuppressor(definition, cloud);
}

function checkSuppressor(definition: CompositeDefinition, cloud: Cloud): void {
  const {
    ActionsSuppressor: suppressor,
    ActionsSuppressorWaitPeriod: wait,
    ActionsSuppressorExtensionPeriod: extension,
  } = definition;
  const given = [suppressor, wait, extension].filter((each) => each !== undefined);
  if (given.length > 0 && given.length < 3)
    throw validationError(
      'ActionsSuppressor, ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be specified together.',
    );
  if (suppressor !== undefined && !alarmNamed(nameIn(suppressor), cloud))
    throw validationError(`The suppressor alarm ${suppressor} does not exist`);
}

/** Whether an alarm stands, by way of composite alarms, on the one of that name. */
function reaches(name: string, children: Iterable<string>, cloud: Cloud): boolean {
  const pending = [...children];
  const seen = new Set<string>();
  for (let child = pending.pop(); child !== undefined; child = pending.pop()) {
    if (child === name) return true;
    const row = seen.has(child) ? undefined : alarmNamed(child, cloud);
    seen.add(child);
    if (row?.kind === 'CompositeAlarm') pending.push(...childrenOf(compositeOf(row).AlarmRule));
  }
  return false;
}

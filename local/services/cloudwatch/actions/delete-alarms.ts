import { action } from '../../../kernel/index.ts';
import { alarmArn, alarmNamed, alarmsOf, compositeOf, onAlarm, removeAlarm } from '../alarms.ts';
import { childrenOf } from '../composite/rule.ts';
import { notFound, validationError } from '../errors.ts';
import { rememberConfiguration } from '../history.ts';

/** DeleteAlarms: all, or none where one is not there or a composite alarm stands on it. */
export const deleteAlarms = action(
  'DeleteAlarms',
  ({ AlarmNames }: { readonly AlarmNames: readonly string[] }, context) =>
    AlarmNames.map((name) => onAlarm('DeleteAlarms', name, context)),
  ({ AlarmNames }, { cloud }) => {
    const rows = AlarmNames.map((name) => {
      const row = alarmNamed(name, cloud);
      if (!row) throw notFound();
      return row;
    });
    const parent = alarmsOf('CompositeAlarm', cloud).find(
      (row) =>
        !AlarmNames.includes(row.name) &&
        childrenOf(compositeOf(row).AlarmRule).some((name) => AlarmNames.includes(name)),
    );
    if (parent)
      throw validationError(
        `Cannot delete ${AlarmNames.join(', ')} as there are composite alarm(s) depending on it.`,
      );
    for (const row of rows) {
      rememberConfiguration(row, { operation: 'delete' }, cloud);
      removeAlarm(row.name, cloud);
      cloud.db.run('DELETE FROM cloudwatch_tags WHERE arn = ?', alarmArn(row.name, cloud));
    }
    return {};
  },
);

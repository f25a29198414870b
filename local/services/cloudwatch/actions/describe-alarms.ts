import { action, pageAfter } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { alarmsOf, alarmNamed, asAlarm, compositeOf, onAlarm } from '../alarms.ts';
import type { AlarmKind, AlarmRow, AlarmState, CommonDefinition } from '../alarms.ts';
import { childrenOf, nameIn } from '../composite/rule.ts';
import { nameBefore } from '../paging.ts';

/** Input of DescribeAlarms. */
export interface DescribeAlarmsInput {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
  readonly AlarmTypes?: readonly string[];
  readonly ActionPrefix?: string;
  readonly ChildrenOfAlarmName?: string;
  readonly ParentsOfAlarmName?: string;
  readonly StateValue?: AlarmState;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

/** DescribeAlarms: by name; metric alarms unless others are asked for. */
export const describeAlarms = action(
  'DescribeAlarms',
  (_input: DescribeAlarmsInput, context) => [onAlarm('DescribeAlarms', '*', context)],
  (input, { cloud }) => {
    const { MaxRecords: limit = 50 } = input;
    const after = nameBefore(input.NextToken);
    const rows = kindsOf(input)
      .flatMap((kind) => alarmsOf(kind, cloud))
      .filter((row) => fits(row, input, cloud))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .filter(({ name }) => name > after);
    const { page, next } = pageAfter(rows, limit, ({ name }) => name);
    const shown = (kind: AlarmKind) =>
      page.filter((row) => row.kind === kind).map((row) => asAlarm(row, cloud));
    return {
      MetricAlarms: shown('MetricAlarm'),
      CompositeAlarms: shown('CompositeAlarm'),
      NextToken: next,
    };
  },
);

/** Children and parents may be of any kind. */
function kindsOf(input: DescribeAlarmsInput): readonly AlarmKind[] {
  const related = input.ChildrenOfAlarmName ?? input.ParentsOfAlarmName;
  const types = input.AlarmTypes ?? (related ? ['MetricAlarm', 'CompositeAlarm'] : ['MetricAlarm']);
  return (['MetricAlarm', 'CompositeAlarm'] as const).filter((kind) => types.includes(kind));
}

function fits(row: AlarmRow, input: DescribeAlarmsInput, cloud: Cloud): boolean {
  const { AlarmNames = [], AlarmNamePrefix = '', ActionPrefix, StateValue } = input;
  if (AlarmNames.length > 0 && !AlarmNames.includes(row.name)) return false;
  if (StateValue !== undefined && row.state !== StateValue) return false;
  if (!row.name.startsWith(AlarmNamePrefix)) return false;
  if (ActionPrefix !== undefined && !actionsOf(row).some((arn) => arn.startsWith(ActionPrefix)))
    return false;
  return isRelated(row, input, cloud);
}

function isRelated(row: AlarmRow, input: DescribeAlarmsInput, cloud: Cloud): boolean {
  const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child } = input;
  if (parent !== undefined) {
    const found = alarmNamed(parent, cloud);
    return found?.kind === 'CompositeAlarm' && relativesOf(found).includes(row.name);
  }
  if (child === undefined) return true;
  return row.kind === 'CompositeAlarm' && relativesOf(row).includes(child);
}

function relativesOf(row: AlarmRow): readonly string[] {
  const { AlarmRule, ActionsSuppressor } = compositeOf(row);
  return [...childrenOf(AlarmRule), ...(ActionsSuppressor ? [nameIn(ActionsSuppressor)] : [])];
}

function actionsOf(row: AlarmRow): readonly string[] {
  const { AlarmActions, OKActions, InsufficientDataActions } = JSON.parse(
    row.definition,
  ) as CommonDefinition;
  return [AlarmActions, OKActions, InsufficientDataActions].flatMap((list) => list ?? []);
}

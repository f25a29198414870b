import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  paginateDescribeAlarmHistory,
} from '@aws-sdk/client-cloudwatch';
import type { Connection } from './connection.ts';

/** An alarm of a model. */
export interface ModelAlarm {
  readonly name: string;
  readonly model: string;
  readonly state: string;
  /** When it came into this state, ISO 8601. */
  readonly since: string | null;
  readonly reason: string;
  readonly means: string;
}

/** One change of an alarm's state. */
export interface AlarmChange {
  readonly name: string;
  readonly at: string;
  readonly summary: string;
}

/** Prefix of the names of all alarms of models. */
const PREFIX = 'perennial-';

/** Alarms of these models, those that are not OK first. */
export async function readAlarms(
  models: readonly string[],
  { settings }: Connection,
): Promise<readonly ModelAlarm[]> {
  const client = new CloudWatchClient(settings);
  const alarms: ModelAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: PREFIX, NextToken }),
    );
    for (const alarm of page.MetricAlarms ?? []) {
      const model = modelOf(alarm.AlarmName ?? '', models);
      if (model === undefined) continue;
      alarms.push({
        name: alarm.AlarmName ?? '',
        model,
        state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
        reason: alarm.StateReason ?? '',
        since:
          (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.toISOString() ?? null,
        means: alarm.AlarmDescription ?? '',
      });
    }
    ({ NextToken } = page);
  } while (NextToken);
  return alarms.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Changes of state of alarms, newest first. */
export async function readAlarmHistory(
  names: readonly string[],
  { settings }: Connection,
  limit = 50,
): Promise<readonly AlarmChange[]> {
  const client = new CloudWatchClient(settings);
  const changes = await Promise.all(names.map((name) => changesOf(name, client, limit)));
  return changes
    .flat()
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, limit);
}

async function changesOf(
  AlarmName: string,
  client: CloudWatchClient,
  limit: number,
): Promise<readonly AlarmChange[]> {
  const changes: AlarmChange[] = [];
  const asked = { AlarmName, HistoryItemType: 'StateUpdate' } as const;
  for await (const { AlarmHistoryItems = [] } of paginateDescribeAlarmHistory({ client }, asked)) {
    const updates = AlarmHistoryItems.filter((item) => item.HistoryItemType === 'StateUpdate');
    for (const { Timestamp, HistorySummary = '' } of updates) {
      changes.push({
        name: AlarmName,
        at: Timestamp?.toISOString() ?? '',
        summary: HistorySummary,
      });
    }
    if (changes.length >= limit) break;
  }
  return changes;
}

/** The model of an alarm: of two that fit, such as `taxi` and `taxi-fare`, the longer. */
function modelOf(alarm: string, models: readonly string[]): string | undefined {
  return models
    .filter((model) => alarm.startsWith(`${PREFIX}${model}-`))
    .sort((a, b) => b.length - a.length)[0];
}

function rank({ state }: ModelAlarm): number {
  return ['ALARM', 'INSUFFICIENT_DATA', 'OK'].indexOf(state);
}

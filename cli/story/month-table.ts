import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { prefixes } from '../../domain/registry/keys.ts';
import type { Connection } from '../aws/connection.ts';
import type { PlatformAddress } from '../aws/platform.ts';
import { RegistryReader } from '../aws/registry.ts';
import { table } from '../terminal/table.ts';
import type { MonthErrors } from './month-errors.ts';

/** One row of the table: a month in words. */
export interface MonthRow {
  readonly month: string;
  readonly versions: string;
  /** Mean absolute error of what was served, in US dollars. */
  readonly served: number;
  /** The same rows, had the first champion served them. */
  readonly firstChampion: number;
  readonly drift: string;
  readonly alarms: string;
  readonly decision: string;
}

/**
 * Puts the table of the story together: from captures that were answered, metrics, alarm history
 * and decisions.
 */
export async function monthRows(
  days: readonly string[],
  errors: MonthErrors,
  platform: PlatformAddress,
  connection: Connection,
): Promise<readonly MonthRow[]> {
  const registry = new RegistryReader(platform.registryTable, connection);
  const decisions = await decisionsByMonth(registry);
  const alarms = await alarmsByMonth(connection);
  const drift = await driftByMonth(days, connection);
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  const row = async (month: string): Promise<MonthRow> => {
    const { served, retired, versions } = await errors.of(month);
    return {
      month,
      served,
      firstChampion: retired,
      versions: versions.map((version) => `v${version}`).join(' '),
      drift: drift.get(month) ?? '',
      alarms: alarms.get(month) ?? '',
      decision: decisions.get(month) ?? '',
    };
  };
  return Promise.all(months.map(row));
}

/** The rows as a table for the terminal. */
export function monthTable(rows: readonly MonthRow[]): string {
  return table(
    [
      { title: 'month' },
      { title: 'served by' },
      { title: 'MAE served', align: 'right' },
      { title: 'MAE of v1', align: 'right' },
      { title: 'drift', align: 'right' },
      { title: 'alarms' },
      { title: 'decisions' },
    ],
    rows.map((row) => [
      row.month,
      row.versions,
      row.served.toFixed(2),
      row.firstChampion.toFixed(2),
      row.drift,
      row.alarms,
      row.decision,
    ]),
  );
}

/** What the arbiter decided, counted by month: `fired drift`, `suppressed 3`. */
async function decisionsByMonth(registry: RegistryReader): Promise<ReadonlyMap<string, string>> {
  const counts = new Map<string, Map<string, number>>();
  for (const record of await registry.list('taxi-fare', prefixes.decisions)) {
    const { at, decision, because } = record as { at: string; decision: string; because: string };
    const month = counts.get(at.slice(0, 7)) ?? new Map<string, number>();
    const what = decision === 'fired' ? `${decision} (${because})` : decision;
    counts.set(at.slice(0, 7), month.set(what, (month.get(what) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([month, what]) => [
      month,
      [...what]
        .map(([name, n]) => (n > 1 ? `${name} x${n}` : name))
        .sort()
        .join(', '),
    ]),
  );
}

async function alarmsByMonth({ settings }: Connection): Promise<ReadonlyMap<string, string>> {
  const client = new CloudWatchClient(settings);
  const fired = new Map<string, Set<string>>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeAlarmHistoryCommand({
        HistoryItemType: 'StateUpdate',
        NextToken,
        ScanBy: 'TimestampAscending',
      }),
    );
    for (const { AlarmName = '', Timestamp, HistorySummary = '' } of page.AlarmHistoryItems ?? []) {
      if (!HistorySummary.endsWith('to ALARM') || !AlarmName.startsWith('perennial-taxi-fare-'))
        continue;
      const month = Timestamp!.toISOString().slice(0, 7);
      const day = Timestamp!.getUTCDate();
      fired.set(
        month,
        (fired.get(month) ?? new Set()).add(
          `${AlarmName.replace('perennial-taxi-fare-', '')} (${day}.)`,
        ),
      );
    }
    ({ NextToken } = page);
  } while (NextToken);
  return new Map([...fired].map(([month, names]) => [month, [...names].join(', ')]));
}

/** The greatest drift score of each month; 1 is the threshold of the definition. */
async function driftByMonth(
  days: readonly string[],
  { settings }: Connection,
): Promise<ReadonlyMap<string, string>> {
  const client = new CloudWatchClient(settings);
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(`${days[0]}T00:00:00Z`),
      EndTime: new Date(Date.parse(`${days.at(-1)}T00:00:00Z`) + 86_400_000),
      MetricDataQueries: [
        {
          Id: 'drift',
          MetricStat: {
            Metric: {
              Namespace: 'Perennial',
              MetricName: 'DriftScore',
              Dimensions: [{ Name: 'Model', Value: 'taxi-fare' }],
            },
            Period: 86_400,
            Stat: 'Maximum',
          },
        },
      ],
    }),
  );
  const strongest = new Map<string, number>();
  const { Timestamps = [], Values = [] } = MetricDataResults[0] ?? {};
  Timestamps.forEach((time, index) => {
    const month = time.toISOString().slice(0, 7);
    strongest.set(month, Math.max(strongest.get(month) ?? 0, Values[index]!));
  });
  return new Map([...strongest].map(([month, value]) => [month, value.toFixed(2)]));
}

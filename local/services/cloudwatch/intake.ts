import type { Cloud, MetricDatum } from '../../kernel/index.ts';
import { evaluateAlarm } from './evaluation.ts';
import { alarmNamed } from './alarms.ts';
import { dimensionText, record } from './metrics.ts';
import type { Measurement, MetricName } from './metrics.ts';
import { sampleOf } from './samples.ts';

/** Takes in what services measure of themselves. */
export function take(data: readonly MetricDatum[], time: number, cloud: Cloud): void {
  const measurements = data.map((datum): Measurement => ({
    namespace: datum.namespace,
    name: datum.name,
    dimensions: dimensionText(datum.dimensions),
    unit: datum.unit ?? 'None',
    time: datum.time ?? time,
    resolution: datum.resolution ?? 60,
    sample: sampleOf([[datum.value, 1]]),
  }));
  takeIn(measurements, cloud);
}

/** Takes measurements in, then evaluates the alarms on their metrics, each once. */
export function takeIn(measurements: readonly Measurement[], cloud: Cloud): void {
  cloud.db.transaction(() => {
    const alarms = new Set<string>();
    for (const measurement of measurements) {
      record(measurement, cloud);
      for (const alarm of watchersOf(measurement, cloud)) alarms.add(alarm);
    }
    for (const alarm of alarms) {
      const row = alarmNamed(alarm, cloud);
      if (row) evaluateAlarm(row, cloud);
    }
  });
}

/** As one row, which is remembered: metrics are measured all the time, alarms hardly ever made. */
function watchersOf({ namespace, name, dimensions }: MetricName, cloud: Cloud): readonly string[] {
  const row = cloud.db.get<{ alarms: string }>(
    `SELECT json_group_array(alarm) AS alarms FROM cloudwatch_watched
     WHERE namespace = ? AND name = ? AND dimensions = ?`,
    namespace,
    name,
    dimensions,
  );
  return row === undefined ? [] : (JSON.parse(row.alarms) as string[]);
}

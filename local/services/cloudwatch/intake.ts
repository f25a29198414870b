import type { Cloud, MetricDatum } from '../../kernel/index.ts';
import { evaluateAlarm } from './evaluation.ts';
import { alarmNamed } from './alarms.ts';
import { dimensionText, record } from './metrics.ts';
import type { Measurement, MetricName } from './metrics.ts';
import { sampleOf } from './samples.ts';

/** Takes in what a service measures of itself. */
export function take(datum: MetricDatum, cloud: Cloud): void {
  const measurement: Measurement = {
    namespace: datum.namespace,
    name: datum.name,
    dimensions: dimensionText(datum.dimensions),
    unit: datum.unit ?? 'None',
    time: datum.time ?? cloud.world.now(),
    resolution: datum.resolution ?? 60,
    sample: sampleOf([[datum.value, 1]]),
  };
  takeIn([measurement], cloud);
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

function watchersOf({ namespace, name, dimensions }: MetricName, cloud: Cloud): readonly string[] {
  return cloud.db
    .all<{ alarm: string }>(
      'SELECT alarm FROM cloudwatch_watched WHERE namespace = ? AND name = ? AND dimensions = ?',
      namespace,
      name,
      dimensions,
    )
    .map(({ alarm }) => alarm);
}

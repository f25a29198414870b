import type { Cloud, MetricDatum } from '../../kernel/index.ts';
import type { AlarmRow } from './alarms.ts';
import { evaluateAlarm } from './evaluation.ts';
import { dimensionText, record } from './metrics.ts';

/** Takes a datum in and evaluates the alarms on its metric. */
export function take(datum: MetricDatum, cloud: Cloud, time = cloud.world.now(), count = 1): void {
  cloud.db.transaction(() => {
    record(datum, time, count, cloud);
    const alarms = cloud.db.all<AlarmRow>(
      'SELECT * FROM cloudwatch_alarms WHERE namespace = ? AND metric = ? AND dimensions = ?',
      datum.namespace,
      datum.name,
      dimensionText(datum.dimensions),
    );
    for (const alarm of alarms) evaluateAlarm(alarm, cloud);
  });
}

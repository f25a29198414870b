import * as z from 'zod';
import { EVENT_SOURCE, platformEvents } from '../../domain/events/platform-events.ts';
import {
  CHECK_METRICS,
  GATEWAY_METRICS,
  METRIC_NAMESPACE,
} from '../../domain/monitoring/metrics.ts';
import { membersOf } from './members.ts';
import { code, page, table } from './table.ts';

/** `docs/reference/events.md` */
export function eventsPage(): string {
  const events = Object.entries(platformEvents).map(([type, schema]) => {
    const members = membersOf(z.toJSONSchema(schema, { unrepresentable: 'any' }));
    return [
      `## ${type}`,
      table(
        ['member of `detail`', 'type'],
        members.map(({ path, type: kind }) => [code(path), kind]),
      ),
    ].join('\n\n');
  });
  const metrics = [
    ...CHECK_METRICS.map((name) => [code(name), '`check-model`']),
    ...GATEWAY_METRICS.map((name) => [code(name), '`serve-prediction`']),
  ];
  return page(
    'Events and metrics',
    `Events on the platform's bus have the source ${code(EVENT_SOURCE)}. Metrics are in the namespace ${code(METRIC_NAMESPACE)} with the one dimension ${code('Model')}.`,
    ...events,
    ['## Metrics', table(['metric', 'emitted by'], metrics)].join('\n\n'),
  );
}

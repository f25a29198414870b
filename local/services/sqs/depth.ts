import type { Cloud, MetricIdentity, MetricPoint } from '../../kernel/index.ts';
import { attributesOf, findQueue } from './queues.ts';
import type { QueueRow } from './queues.ts';

const MINUTE = 60_000;

/** How long CloudWatch hears of a queue that nobody uses: six hours. */
const ACTIVE_MILLIS = 6 * 3_600_000;

/** What a queue held from a minute on. */
interface Depth {
  readonly minute: number;
  readonly visible: number;
  readonly hidden: number;
  readonly delayed: number;
  /** When its oldest message was sent. */
  readonly oldest: number | null;
}

/** What happened to a queue since it was measured last. */
interface Traffic {
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  readonly empty: number;
}

interface Gauge {
  readonly unit: string;
  readonly of: (depth: Depth, at: number) => number;
}

/** Metrics that hold from one change to the next. */
const GAUGES: Readonly<Record<string, Gauge>> = {
  ApproximateNumberOfMessagesVisible: { unit: 'Count', of: ({ visible }) => visible },
  ApproximateNumberOfMessagesNotVisible: { unit: 'Count', of: ({ hidden }) => hidden },
  ApproximateNumberOfMessagesDelayed: { unit: 'Count', of: ({ delayed }) => delayed },
  ApproximateAgeOfOldestMessage: {
    unit: 'Seconds',
    of: ({ oldest }, at) => (oldest === null ? 0 : Math.max(0, Math.floor((at - oldest) / 1000))),
  },
};

const COUNTERS: Readonly<Record<string, keyof Traffic>> = {
  NumberOfMessagesSent: 'sent',
  NumberOfMessagesReceived: 'received',
  NumberOfMessagesDeleted: 'deleted',
  NumberOfEmptyReceives: 'empty',
};

/** Counts what happened; the queue is measured at the next full minute. */
export function countTraffic(queue: QueueRow, traffic: Partial<Traffic>, cloud: Cloud): void {
  const { sent = 0, received = 0, deleted = 0, empty = 0 } = traffic;
  const counted = cloud.db.run(
    `UPDATE sqs_traffic SET sent = sent + ?, received = received + ?, deleted = deleted + ?,
       empty = empty + ? WHERE queue = ?`,
    sent,
    received,
    deleted,
    empty,
    queue.name,
  );
  if (counted > 0) return;
  cloud.db.run(
    'INSERT INTO sqs_traffic VALUES (?, ?, ?, ?, ?)',
    queue.name,
    sent,
    received,
    deleted,
    empty,
  );
  cloud.timers.set('sqs.measure', queue.name, minuteOf(cloud.world.now()) + MINUTE);
}

/** Notes that messages came or went; the first of an empty queue is told at once. */
export function noteChange(queue: QueueRow, cloud: Cloud): void {
  countTraffic(queue, {}, cloud);
  const last = lastDepth(queue.name, cloud.world.now(), cloud);
  if (!last || last.visible + last.hidden + last.delayed === 0) measure(queue, cloud);
}

/** The timer of the full minute: publishes what was counted, and what the queue holds now. */
export function measureMinute({
  key,
  cloud,
}: {
  readonly key: string;
  readonly cloud: Cloud;
}): void {
  const queue = findQueue(key, cloud);
  const traffic = cloud.db.get<Traffic>('SELECT * FROM sqs_traffic WHERE queue = ?', key);
  cloud.db.run('DELETE FROM sqs_traffic WHERE queue = ?', key);
  if (!queue || !traffic) return;
  for (const [name, counter] of Object.entries(COUNTERS))
    publish(queue, { name, value: traffic[counter], unit: 'Count' }, cloud);
  measure(queue, cloud);
}

/** How many messages a queue holds now. */
export function depthOf(queue: QueueRow, cloud: Cloud): Depth {
  const now = cloud.world.now();
  const count = (condition: string) =>
    cloud.db.get<{ n: number }>(
      `SELECT count(*) AS n FROM sqs_messages WHERE queue = ? AND visible ${condition}`,
      queue.name,
      now,
    )!.n;
  const oldest = cloud.db.get<{ sent: number }>(
    'SELECT sent FROM sqs_messages WHERE queue = ? ORDER BY sent LIMIT 1',
    queue.name,
  );
  const hidden = count('> ? AND receipt IS NOT NULL');
  return {
    minute: minuteOf(now),
    visible: count('<= ?'),
    hidden,
    delayed: count('> ?') - hidden,
    oldest: oldest?.sent ?? null,
  };
}

/**
 * Values of minutes at which nothing was published: the queue was as it had been. A queue with
 * messages is told for ever, an empty one for six hours after its last use.
 */
export function readGauge(
  { name, dimensions }: MetricIdentity,
  from: number,
  to: number,
  cloud: Cloud,
): readonly MetricPoint[] {
  const gauge = GAUGES[name];
  const queue = dimensions.QueueName;
  if (!gauge || !queue || Object.keys(dimensions).length > 1) return [];
  const changes = cloud.db.all<Depth>(
    'SELECT * FROM sqs_depth WHERE queue = ? AND minute >= ? AND minute < ? ORDER BY minute',
    queue,
    from,
    to,
  );
  let depth = lastDepth(queue, from - 1, cloud);
  let next = 0;
  const points: MetricPoint[] = [];
  for (let time = Math.ceil(from / MINUTE) * MINUTE; time < to; time += MINUTE) {
    while (next < changes.length && changes[next]!.minute <= time) depth = changes[next++];
    if (!depth) time = (changes[next]?.minute ?? to) - MINUTE;
    else if (isTold(depth, time))
      points.push({ time, value: gauge.of(depth, time), unit: gauge.unit });
  }
  return points;
}

/** Forgets what is known of a queue that goes. */
export function forgetDepth(queue: QueueRow, cloud: Cloud): void {
  cloud.db.run('DELETE FROM sqs_depth WHERE queue = ?', queue.name);
  cloud.db.run('DELETE FROM sqs_traffic WHERE queue = ?', queue.name);
  for (const kind of ['sqs.measure', 'sqs.expire', 'sqs.visible'])
    cloud.timers.cancel(kind, queue.name);
}

function measure(queue: QueueRow, cloud: Cloud): void {
  const depth = depthOf(queue, cloud);
  cloud.db.run(
    'INSERT OR REPLACE INTO sqs_depth VALUES (?, ?, ?, ?, ?, ?)',
    queue.name,
    depth.minute,
    depth.visible,
    depth.hidden,
    depth.delayed,
    depth.oldest,
  );
  for (const [name, { of, unit }] of Object.entries(GAUGES))
    publish(queue, { name, value: of(depth, cloud.world.now()), unit }, cloud);
  if (depth.oldest === null) return cloud.timers.cancel('sqs.expire', queue.name);
  const kept = Number(attributesOf(queue).MessageRetentionPeriod) * 1000;
  cloud.timers.set('sqs.expire', queue.name, depth.oldest + kept + 1);
}

function publish(
  queue: QueueRow,
  datum: { readonly name: string; readonly value: number; readonly unit: string },
  cloud: Cloud,
): void {
  cloud.telemetry.metrics([
    {
      ...datum,
      namespace: 'AWS/SQS',
      dimensions: { QueueName: queue.name },
    },
  ]);
}

function lastDepth(queue: string, at: number, cloud: Cloud): Depth | undefined {
  return cloud.db.get<Depth>(
    'SELECT * FROM sqs_depth WHERE queue = ? AND minute <= ? ORDER BY minute DESC LIMIT 1',
    queue,
    at,
  );
}

function isTold(depth: Depth, at: number): boolean {
  return depth.visible + depth.hidden + depth.delayed > 0 || at - depth.minute <= ACTIVE_MILLIS;
}

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}

import { moments, parseCron } from './cron.ts';
import type { Cron } from './cron.ts';
import { epochOf, localTime } from './time-zone.ts';

/** When something is due: every so often, once, or by cron. */
export type Schedule =
  | { readonly kind: 'rate'; readonly milliseconds: number }
  | { readonly kind: 'at'; readonly local: number }
  | { readonly kind: 'cron'; readonly cron: Cron };

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * Parses `rate(n unit)`, `cron(...)` with six fields, or `at(yyyy-mm-ddThh:mm:ss)`; undefined where
 * it is none of them. Source: EventBridge Scheduler user guide, schedule types.
 */
export function parseSchedule(expression: string): Schedule | undefined {
  const [, kind, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return parseRate(body);
  if (kind === 'at') return parseAt(body);
  const cron = kind === 'cron' ? parseCron(body) : undefined;
  return cron && { kind: 'cron', cron };
}

/**
 * The first time after `after` (epoch milliseconds) at which a schedule is due; undefined when
 * there is none any more. Rates count from `from`.
 */
export function nextRun(
  schedule: Schedule,
  timezone: string,
  after: number,
  from = after,
): number | undefined {
  if (schedule.kind === 'rate') {
    const elapsed = Math.max(0, after - from);
    return from + (Math.floor(elapsed / schedule.milliseconds) + 1) * schedule.milliseconds;
  }
  if (schedule.kind === 'at') {
    const due = epochOf(schedule.local, timezone);
    return due !== undefined && due > after ? due : undefined;
  }
  return nextOfCron(schedule.cron, timezone, after);
}

function nextOfCron(cron: Cron, timezone: string, after: number): number | undefined {
  const local = new Date(localTime(after, timezone));
  const from = {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
  };
  for (const [year, month, day, hour, minute] of moments(cron, from)) {
    const due = epochOf(Date.UTC(year, month - 1, day, hour, minute), timezone);
    if (due !== undefined && due > after) return due;
  }
  return undefined;
}

function parseRate(body: string): Schedule | undefined {
  const [, count = '', unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(body) ?? [];
  const number = Number(count);
  if (!UNITS[unit] || number < 1 || (number === 1) !== (plural === '')) return undefined;
  return { kind: 'rate', milliseconds: number * UNITS[unit] };
}

function parseAt(body: string): Schedule | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body)) return undefined;
  const local = Date.parse(`${body}Z`);
  return Number.isNaN(local) ? undefined : { kind: 'at', local };
}

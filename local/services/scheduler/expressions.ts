import { createRequire } from 'node:module';
import { Cron } from 'croner';
import { AwsError } from '../../errors.ts';

const { parse } = createRequire(import.meta.url)('aws-cron-parser') as {
  parse: (cron: string) => unknown;
};

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * The first time after `after` (epoch milliseconds) at which a schedule is due; undefined when
 * there is none any more. Takes `rate(n unit)`, `cron(...)` with six fields, and
 * `at(yyyy-mm-ddThh:mm:ss)`. Rates count from `from`. Throws ValidationException as AWS does.
 * Source: EventBridge Scheduler user guide, schedule types.
 */
export function nextRun(
  expression: string,
  timezone: string,
  after: number,
  from = after,
): number | undefined {
  const [, kind, body = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return nextRate(body, after, from, expression);
  if (kind === 'at') return nextAt(body, timezone, after, expression);
  if (kind === 'cron') return nextCron(body, timezone, after, expression);
  throw invalid(expression);
}

function nextRate(body: string, after: number, from: number, expression: string): number {
  const [, count = '', unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(body.trim()) ?? [];
  const number = Number(count);
  if (!UNITS[unit] || number < 1 || (number === 1) !== (plural === '')) throw invalid(expression);
  const period = number * UNITS[unit];
  const elapsed = Math.max(0, after - from);
  return from + (Math.floor(elapsed / period) + 1) * period;
}

function nextAt(
  body: string,
  timezone: string,
  after: number,
  expression: string,
): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body)) throw invalid(expression);
  const due = new Cron(body, { timezone, paused: true }).nextRun(new Date(0))?.getTime();
  return due !== undefined && due > after ? due : undefined;
}

function nextCron(
  body: string,
  timezone: string,
  after: number,
  expression: string,
): number | undefined {
  const fields = body.trim().split(/\s+/);
  if (fields.length !== 6) throw invalid(expression);
  try {
    parse(body);
  } catch {
    throw invalid(expression);
  }
  return new Cron(toCroner(fields), { timezone, paused: true }).nextRun(new Date(after))?.getTime();
}

/**
 * AWS: minutes hours day-of-month month day-of-week(1 = Sunday) year. croner: the same with 0 =
 * Sunday and the year last.
 */
function toCroner(fields: readonly string[]): string {
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields.map(
    (field) => field.replace(/^0\//, '*/'),
  );
  const shifted =
    weekday === '?'
      ? '*'
      : weekday.replace(/(?<![#\w])(\d)(?=($|[,\-#L]))/g, (digit) =>
          String((Number(digit) + 6) % 7),
        );
  return `0 ${minute} ${hour} ${day === '?' ? '*' : day} ${month} ${shifted} ${year}`;
}

function invalid(expression: string): AwsError {
  return new AwsError('ValidationException', `Invalid Schedule Expression ${expression}.`);
}

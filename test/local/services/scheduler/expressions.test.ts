import { describe, expect, test } from 'vitest';
import { nextRun, parseSchedule } from '../../../../local/services/scheduler/expressions.ts';

const AFTER = Date.parse('2026-01-01T00:00:00Z');

function following(expression: string, count: number, timezone = 'UTC', from = AFTER) {
  const schedule = parseSchedule(expression)!;
  const times: string[] = [];
  for (let at = from; times.length < count;) {
    const due = nextRun(schedule, timezone, at, from);
    if (due === undefined) break;
    times.push(new Date(due).toISOString().slice(0, 16));
    at = due;
  }
  return times;
}

describe('expressions that are due', () => {
  test.each([
    ['rate(5 minutes)', ['2026-01-01T00:05', '2026-01-01T00:10']],
    ['at(2026-03-01T12:30:00)', ['2026-03-01T12:30']],
    ['cron(0 10 * * ? *)', ['2026-01-01T10:00', '2026-01-02T10:00']],
    ['cron(0/20 8-9 ? * MON-FRI *)', ['2026-01-01T08:00', '2026-01-01T08:20']],
    ['cron(15 10 ? * 6L 2026-2027)', ['2026-01-30T10:15', '2026-02-27T10:15']],
    ['cron(0 0 ? * SAT#3 *)', ['2026-01-17T00:00', '2026-02-21T00:00']],
    ['cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00']],
    ['cron(0 0 1W * ? *)', ['2026-02-02T00:00', '2026-03-02T00:00']],
    ['cron(0 0 31 2,12 ? *)', ['2026-12-31T00:00', '2027-12-31T00:00']],
    ['cron(1-31/30 1-1 ? * 1,7 *)', ['2026-01-03T01:01', '2026-01-03T01:31']],
    ['cron(0 0 1 JAN ? 2026)', []],
  ])('%s', (expression, times) => {
    expect(following(expression, 2)).toEqual(times);
  });
});

test('a time that clocks skip is left out, one that they show twice counts once', () => {
  const spring = Date.parse('2026-03-27T12:00:00Z');
  expect(following('cron(30 2 * * ? *)', 2, 'Europe/Berlin', spring)).toEqual([
    '2026-03-28T01:30',
    '2026-03-30T00:30',
  ]);
  const autumn = Date.parse('2026-10-24T12:00:00Z');
  expect(following('cron(30 2 * * ? *)', 2, 'Europe/Berlin', autumn)).toEqual([
    '2026-10-25T00:30',
    '2026-10-26T01:30',
  ]);
  expect(following('at(2026-07-01T12:00:00)', 1, 'America/New_York')).toEqual(['2026-07-01T16:00']);
});

test.each([
  'cron(INVALID)',
  'cron(0 12 * * * *)',
  'cron(0 12 ? * ? *)',
  'cron(71 8 1 * ? *)',
  'cron(7 20 * * NOT *)',
  'cron(0 0 ? * MON#6 *)',
  'cron(0 0 1 * ? 1969)',
  'cron(5-1 0 1 * ? *)',
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(0 minutes)',
  'rate( 10 minutes )',
  ' rate(10 minutes)',
  'at(2021-12-31T23:59:59Z)',
  'at(2021-13-31T23:59:59)',
  '',
])("'%s' is none", (expression) => {
  expect(parseSchedule(expression)).toBeUndefined();
});

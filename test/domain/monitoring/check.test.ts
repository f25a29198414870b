import { describe, expect, test } from 'vitest';
import {
  daysOf,
  hourFolder,
  spansAfter,
  summaryFor,
  SummaryCounter,
  uncounted,
} from '../../../domain/monitoring/capture-summary.ts';
import { hourFolderOf, inferenceIdOf } from '../../../domain/monitoring/capture.ts';
import { viewOf } from '../../../domain/monitoring/capture-view.ts';
import { check } from '../../../domain/monitoring/check.ts';
import { predictionProfile } from '../../../domain/monitoring/prediction-profile.ts';
import { profileOf } from '../../../domain/profile/profile.ts';
import { aDefinition } from '../support/builders.ts';
import { outcomesOf } from '../support/outcomes.ts';
import type { Baseline } from '../../../domain/monitoring/baseline.ts';
import type { Capture } from '../../../domain/monitoring/capture.ts';
import type { CaptureSummary } from '../../../domain/monitoring/capture-summary.ts';
import type { ErrorDay } from '../../../domain/monitoring/error-days.ts';

const definition = aDefinition({
  monitors: {
    overDays: 7,
    minimumRows: 100,
    drift: { ignore: ['riders'] },
    quality: { metric: 'mae', maxIncrease: 0.4 },
  },
});
const COLUMNS = ['at', 'until', 'miles', 'zone', 'riders', 'total', 'tip'];
const row = (zone: string, index: number): string[] => [
  `2019-03-01 ${String(index % 24).padStart(2, '0')}:00:00`,
  '',
  String(index % 10),
  zone,
  '1',
  '',
  '',
];
const rows = (count: number, zone: (index: number) => string): string[][] =>
  Array.from({ length: count }, (_, index) => row(zone(index), index));
const mixed = (index: number): string => (index % 2 === 0 ? 'A' : 'B');

const baseline: Baseline = {
  version: 2,
  inputs: definition.features,
  reference: 1.5,
  features: profileOf(definition.features, COLUMNS, rows(2400, mixed)),
  predictions: predictionProfile(Array.from({ length: 1000 }, (_, index) => [index % 50])),
};

function capture(at: string, some: readonly string[][], version = 2): Capture {
  return {
    model: 'rides',
    inferenceId: `${at.replaceAll(/[-T:]/g, '').slice(0, 10)}-x`,
    at,
    version,
    columns: COLUMNS,
    rows: some.map((values, index) => ({ index, values, prediction: [index % 50] })),
  };
}

const NOW = new Date('2019-03-10T12:00:00.000Z');
const FROM = '2019-03-03T12';

/** A summary of one request per day at 08:00, from the first of March on. */
function daily(zoneOf: (day: number) => (index: number) => string, days = 10): CaptureSummary {
  const fresh = Array.from({ length: days }, (_, index) => {
    const hour = `2019-03-${String(index + 1).padStart(2, '0')}T08`;
    return {
      hour,
      keys: [`k/${hour}.jsonl`],
      captures: [capture(`${hour}:00:00.000Z`, rows(96, zoneOf(index + 1)))],
    };
  });
  return summaryOf(fresh);
}

interface Fresh {
  readonly hour: string;
  readonly keys: readonly string[];
  readonly captures: readonly Capture[];
}

function summaryOf(fresh: readonly Fresh[], against = baseline): CaptureSummary {
  const watched = { definition, baseline: against };
  const counter = new SummaryCounter(summaryFor(2, null), watched);
  for (const { hour, keys, captures } of fresh) counter.count(hour, keys[0]!, captures.map(viewOf));
  return counter.finish({ from: FROM, keepFrom: '2019-01-01' });
}

describe('counting captures', () => {
  test('keeps the hours of the window, and puts older ones together to days', () => {
    const summary = daily(() => mixed);
    expect(summary.first).toBe('2019-03-01T08');
    expect(summary.spans.map(({ at }) => at.length)).toEqual([
      10, 10, 10, 13, 13, 13, 13, 13, 13, 13,
    ]);
    expect(spansAfter(summary, FROM)).toHaveLength(7);
    expect(daysOf(summary).map(({ rows: count }) => count)).toEqual(new Array(10).fill(96));
  });

  test('asks only for objects that were not counted', () => {
    const summary = daily(() => mixed);
    const keys = [
      'p/2019/03/10/08/2019-03-10T08.jsonl',
      'p/2019/03/10/08/new.jsonl',
      'p/2019/03/10/09/x.jsonl',
    ];
    expect([...uncounted(summary, keys, 'p/')]).toEqual([
      ['2019-03-10T08', ['p/2019/03/10/08/new.jsonl']],
      ['2019-03-10T09', ['p/2019/03/10/09/x.jsonl']],
    ]);
  });

  test('begins anew for another version, but remembers since when there is traffic', () => {
    expect(
      summaryFor(
        3,
        daily(() => mixed),
      ),
    ).toEqual({ version: 3, first: '2019-03-01T08', spans: [] });
  });

  test('counts predictions of the version alone', () => {
    const captures = [
      capture('2019-03-10T09:00:00.000Z', rows(10, mixed)),
      { ...capture('2019-03-10T09:00:00.000Z', rows(5, mixed), 1), inferenceId: '2019031009-y' },
    ];
    const { spans } = summaryOf([{ hour: '2019-03-10T09', keys: ['a'], captures }]);
    expect(spans[0]?.rows).toBe(15);
    expect(spans[0]?.predictions.reduce((a, b) => a + b, 0)).toBe(10);
  });

  test('inference ids tell the hour they were given in', () => {
    const id = inferenceIdOf(new Date('2019-03-10T09:59:00Z'), 'Ab_c-1');
    expect(id).toBe('2019031009-abc-1');
    expect(hourFolderOf(id)).toBe('2019/03/10/09');
    expect(hourFolderOf('nonsense')).toBeNull();
    expect(hourFolder('2019-03-10T09')).toBe('2019/03/10/09');
  });
});

describe('a check', () => {
  const errors = (changedFrom: number): ErrorDay[] =>
    Array.from({ length: 9 }, (_, index) => {
      const mean = index + 1 >= changedFrom ? 2.6 : 1.5;
      const day = `2019-03-${String(index + 1).padStart(2, '0')}`;
      return { day, rows: 96, loss: mean * 96, bias: 0 };
    });

  test('finds nothing where nothing changed', () => {
    const findings = check({
      definition,
      baseline,
      summary: daily(() => mixed),
      errors: errors(99),
      outcomes: outcomesOf(errors(99)),
      now: NOW,
    });
    expect(findings.drift.verdict).toBe('stable');
    expect(findings.quality?.verdict).toBe('good');
    expect(findings.health).toMatchObject({ kind: null, changedAt: null });
    expect(findings.rows).toBe(7 * 96);
  });

  test('finds inputs that changed, which feature and since when', () => {
    const summary = daily((day) => (day >= 6 ? () => 'A' : mixed));
    const { health, drift } = check({
      definition,
      baseline,
      summary,
      errors: errors(99),
      outcomes: outcomesOf(errors(99)),
      now: NOW,
    });
    expect(drift.verdict).toBe('drifting');
    expect(health).toMatchObject({
      kind: 'drift',
      features: ['zone'],
      changedAt: '2019-03-06T00:00:00.000Z',
    });
  });

  test('finds errors that rose while inputs did not, and since when', () => {
    const summary = daily(() => mixed);
    const { health, quality } = check({
      definition,
      baseline,
      summary,
      errors: errors(4),
      outcomes: outcomesOf(errors(4)),
      now: NOW,
    });
    expect(quality?.verdict).toBe('bad');
    expect(health).toMatchObject({
      kind: 'quality',
      features: [],
      changedAt: '2019-03-04T00:00:00.000Z',
    });
  });

  test('puts errors before inputs when both are bad', () => {
    const summary = daily((day) => (day >= 6 ? () => 'A' : mixed));
    const { health } = check({
      definition,
      baseline,
      summary,
      errors: errors(4),
      outcomes: outcomesOf(errors(4)),
      now: NOW,
    });
    expect(health).toMatchObject({ kind: 'quality', features: ['zone'] });
  });

  test('says nothing of inputs before a whole window was seen: a part of a week looks like drift', () => {
    const young = daily(() => () => 'A', 10);
    const { drift } = check({
      definition,
      baseline,
      summary: { ...young, first: '2019-03-05T08' },
      errors: [],
      outcomes: [],
      now: NOW,
    });
    expect(drift).toMatchObject({
      verdict: 'not-enough-data',
      reason: '672 rows seen, but not yet over 7 days',
    });
  });

  test('holds rows against those of the same hours where the definition asks for it', () => {
    const seasonal = aDefinition({
      monitors: {
        ...definition.monitors,
        drift: { ...definition.monitors.drift, compareWith: 'same-hours' },
      },
    });
    // The baseline knows zone A by night and B by day; this traffic comes by night only.
    const zoneAt = (index: number): string => (index % 24 < 6 ? 'A' : 'B');
    const timeOf = (values: readonly string[]): string => values[0]!;
    const known: Baseline = {
      ...baseline,
      season: { compareWith: 'same-hours', column: 'at' },
      features: profileOf(definition.features, COLUMNS, rows(2400, zoneAt), {
        seasonal: { season: 'same-hours', timeOf },
      }),
    };
    const nightly = rows(480, zoneAt).filter((values) => values[3] === 'A');
    const verdictOf = (against: Baseline, some: string[][]) => {
      const fresh = Array.from({ length: 10 }, (_, index) => {
        const hour = `2019-03-${String(index + 1).padStart(2, '0')}T08`;
        return { hour, keys: [hour], captures: [capture(`${hour}:00:00.000Z`, some)] };
      });
      const summary = summaryOf(fresh, against);
      return check({
        definition: seasonal,
        baseline: against,
        summary,
        errors: [],
        outcomes: [],
        now: NOW,
      }).drift;
    };
    const { season: _season, ...anyTime } = known;
    const features = known.features.map(({ byCell: _byCell, ...profile }) => profile);
    expect(
      verdictOf({ ...anyTime, features }, nightly).features.find(({ name }) => name === 'zone')
        ?.drifting,
    ).toBe(true);
    expect(
      verdictOf(known, nightly).features.find(({ name }) => name === 'zone')?.psi,
    ).toBeLessThan(0.01);
    const early = nightly.map((values) => ['2019-03-01 03:00:00', ...values.slice(1)]);
    const young = {
      ...known,
      features: known.features.map((profile) => ({
        ...profile,
        byCell: profile.byCell!.map((counts, cell) => (cell === 3 ? counts.map(() => 0) : counts)),
      })),
    };
    expect(verdictOf(young, early)).toMatchObject({
      verdict: 'cannot-tell',
      reason: '100 % of 840 rows are of times that the baseline has no rows of',
    });
  });

  test('does not watch what the definition ignores', () => {
    const { drift } = check({
      definition,
      baseline,
      summary: daily(() => mixed),
      errors: [],
      outcomes: [],
      now: NOW,
    });
    expect(drift.features.map(({ name }) => name)).toEqual([
      'miles',
      'zone',
      'at_hour',
      '(prediction)',
    ]);
  });
});

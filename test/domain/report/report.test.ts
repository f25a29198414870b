import { describe, expect, test } from 'vitest';
import { check } from '../../../domain/monitoring/check.ts';
import { binLabels, short } from '../../../domain/report/bin-labels.ts';
import { CheckReport } from '../../../domain/report/check-report.ts';
import { histogram } from '../../../domain/report/histogram.ts';
import { html } from '../../../domain/html/html.ts';
import { reportPage } from '../../../domain/report/page.ts';
import { reportOf } from '../../../domain/report/report-of.ts';
import {
  chanceWords,
  classifierWords,
  driftWords,
  promiseWords,
} from '../../../domain/report/verdict-words.ts';
import { aWeek } from './builders.ts';

const reported = (parts = aWeek()): CheckReport => reportOf(parts, check(parts));

describe('the bars of a feature', () => {
  const drawn = (bins: readonly string[]): string => {
    const counts = bins.map(() => 1);
    const feature = { ...reported().features[0]!, bins, reference: counts, current: counts };
    return histogram({ ...feature, bins: [...bins] }).text;
  };
  const shown = (bins: readonly string[]): readonly string[] =>
    [...drawn(bins).matchAll(/<title>(.*?):/g)].map(([, bin = '']) => bin);

  test('are named in full, on a slant where there are many', () => {
    const zones = Array.from({ length: 22 }, (_, index) => String(100 + index));
    expect(drawn([...zones, '(missing)'])).toMatch(/rotate\(40\)">\(missing\)</);
    expect(drawn(['a', '(missing)'])).toMatch(/text-anchor="middle">\(missing\)</);
  });

  test('have no names where there is no room for a line of text', () => {
    expect(drawn(Array.from({ length: 70 }, (_, index) => `zone ${index}`))).not.toContain('<text');
  });

  test('stand by the hour where they are hours, and as they are ranked where they are names', () => {
    expect(shown(['14', '9', '0', '(others)', '(missing)'])).toEqual([
      '0',
      '9',
      '14',
      '(others)',
      '(missing)',
    ]);
    expect(shown(['237', '48', '(missing)'])).toEqual(['237', '48', '(missing)']);
    expect(shown(['up to 2', '2 to 3'])).toEqual(['up to 2', '2 to 3']);
  });
});

describe('what a check writes down', () => {
  test('reads back as it was written', () => {
    for (const report of [
      reported(),
      reported(aWeek({ zones: ['B', 'C'] })),
      reported(aWeek({ rows: 5 })),
    ]) {
      expect(CheckReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    }
  });

  test('names window, reference and promise', () => {
    const { window, reference, policy } = reported();
    expect(window).toEqual({
      from: '2019-03-03T12:00:00.000Z',
      to: '2019-03-10T12:00:00.000Z',
      rows: 1400,
    });
    expect(reference).toEqual({ rows: 3000, compareWith: 'all' });
    expect(policy).toMatchObject({
      threshold: 0.1,
      minimumRows: 100,
      everyHours: 24,
      ignore: ['riders'],
    });
    expect(policy.level).toBeCloseTo(1 / 365, 12);
  });

  test('has the features by their effect, each with its bins and statistics', () => {
    const { features, drift } = reported(aWeek({ zones: ['B', 'C'] }));
    expect(drift.verdict).toBe('drifting');
    expect(features.map(({ name }) => name)[0]).toBe('zone');
    expect(features[0]).toMatchObject({
      drifting: true,
      bins: ['A', 'B', '(others)', '(new)', '(missing)'],
      reference: [1500, 1500, 0, 0, 0],
    });
    expect(features[0]!.statistics.map(({ name }) => name)).toEqual([
      'psi',
      'jensen-shannon',
      'hellinger',
      'tvd',
      'l-infinity',
      'chi-square',
      'g',
    ]);
    const effects = features.map(({ psi }) => psi);
    expect([...effects].sort((a, b) => b - a)).toEqual(effects);
  });

  test('measures what bins blur on the values of the samples', () => {
    const { features } = reported(aWeek({ miles: 3 }));
    const miles = features.find(({ name }) => name === 'miles')!;
    const of = (name: string) => miles.statistics.find((each) => each.name === name)?.value;
    // Five of the seven days are three miles longer.
    expect(of('wasserstein')).toBeGreaterThan(1.6);
    expect(of('wasserstein')).toBeLessThan(2.7);
    expect(of('ks')).toBeGreaterThan(0.1);
    expect(of('ks-p-value')).toBeLessThan(1e-6);
  });

  test('asks the classifier only where somebody will look', () => {
    expect(reported().classifier).toBeNull();
    const { classifier } = reported(aWeek({ zones: ['B', 'C'] }));
    expect(classifier!.features[0]!.name).toBe('zone');
    expect(classifier!.auc).toBeGreaterThan(0.6);
  });

  test('follows the strongest drift through the days', () => {
    const { timeline } = reported(aWeek({ zones: ['B', 'C'] }));
    expect(timeline.map(({ day }) => day)).toEqual(
      Array.from({ length: 10 }, (_, index) => `2019-03-${String(index + 1).padStart(2, '0')}`),
    );
    expect(timeline.slice(0, 5).every(({ score }) => score < 1)).toBe(true);
    expect(timeline[9]).toMatchObject({ feature: 'zone', rows: 1400 });
    expect(timeline[9]!.score).toBeGreaterThan(timeline[6]!.score);
  });

  test('of too few rows it says so, and shows nothing', () => {
    const report = reported(aWeek({ rows: 5 }));
    expect(driftWords(report)).toEqual({
      title: 'Not enough data to tell whether inputs drift',
      tone: 'unsure',
      detail: '35 rows seen, 100 are needed',
    });
    expect(report.features).toEqual([]);
  });
});

describe('a report in words', () => {
  test('says what drifts and since when, what it promises, and what the classifier sees', () => {
    const report = reported(aWeek({ zones: ['B', 'C'] }));
    expect(driftWords(report).title).toBe('Inputs drift: zone, since about 2019-03-06');
    expect(promiseWords(report)).toMatch(
      /index is 0\.1 or more .* less than 1 of 370 checks, over all 4 that are watched .*: one false page a year at most .*, checked every 24 hours\.$/,
    );
    expect(classifierWords(report)).toMatch(
      /^A classifier can (often|nearly always) tell the window from the baseline: AUC 0\.\d{3} /,
    );
    expect(
      classifierWords({
        ...report,
        classifier: { ...report.classifier!, auc: 0.51, interval: [0.48, 0.54] },
      }),
    ).toMatch(/cannot tell/);
  });

  test.each([
    [0.3, 'p = 0.30'],
    [0.000012, 'p = 1e-5'],
    [0, 'p < 1e-12'],
  ])('a chance of %d', (pValue, words) => {
    expect(chanceWords(pValue)).toBe(words);
  });

  test('bins are named by their edges', () => {
    expect(binLabels({ kind: 'numeric', edges: [1.23456, 20] })).toEqual([
      'up to 1.235',
      '1.235 to 20',
      'above 20',
      '(missing)',
    ]);
    expect(binLabels({ kind: 'numeric', edges: [] })).toEqual(['(all)', '(missing)']);
    expect(short(123_456_789)).toBe('1.235e+8');
  });
});

describe('a report as a page', () => {
  test('says the verdict first, and draws every feature and the course of days', () => {
    const page = reportPage(reported(aWeek({ zones: ['B', 'C'] })));
    expect(page.indexOf('<h1 class="bad">Inputs drift: zone')).toBeGreaterThan(0);
    expect(page.match(/<svg /g)).toHaveLength(5);
    expect(page).toContain(
      '2019-03-03 12:00 UTC to 2019-03-10 12:00 UTC: 1400 rows, 100 are needed',
    );
    expect(page).toContain('what gave it away');
  });

  test('needs nothing from elsewhere, and is for light and dark', () => {
    const page = reportPage(reported());
    expect(page).not.toMatch(/<script|https?:|src=|@import|url\(/);
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).toContain('Inputs are stable');
  });

  test('shows what users have named as text, never as markup', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const report = reported(aWeek({ zones: [evil, 'C'] }));
    const renamed = {
      ...report,
      features: report.features.map((feature) => ({
        ...feature,
        name: evil,
        bins: feature.bins.map(() => evil),
      })),
      drift: { ...report.drift, reason: evil },
      policy: { ...report.policy, ignore: [evil] },
    };
    const page = reportPage(renamed);
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  test('markup in markup stays markup, lists are joined, and nothing is nothing', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}${null}</ul>`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
  });

  test('draws forty features at most, and says how many more there are', () => {
    const report = reported(aWeek({ zones: ['B', 'C'] }));
    const many = { ...report, features: Array.from({ length: 45 }, () => report.features[0]!) };
    expect(reportPage(many)).toContain('5 more features moved less.');
  });
});

import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { Gate } from '../../../domain/definition/policies.ts';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { judge } from '../../../domain/evaluation/judge.ts';
import { metricOf } from '../../../domain/evaluation/metric-table.ts';
import { outcomeOf } from '../../../domain/evaluation/outcome.ts';
import { pairedBootstrap } from '../../../domain/evaluation/paired-bootstrap.ts';
import { aDefinition } from '../support/builders.ts';
import type { z } from 'zod';
import type { Outcome } from '../../../domain/evaluation/outcome.ts';

/** Outcomes with an error of about this size. */
function outcomes(rows: number, size: number): Outcome[] {
  const chance = seededChance(`${rows} ${size}`);
  return Array.from({ length: rows }, (_, index) =>
    outcomeOf('regression', index, [index + size * (0.5 + chance()) * (chance() < 0.5 ? -1 : 1)]));
}

function verdict(
  gate: z.input<typeof Gate>, sizes: { champion?: number; challenger: number; rows?: number },
  groups: Record<string, string[]> = {},
) {
  const rows = sizes.rows ?? 400;
  const definition = aDefinition({ gates: [gate] });
  const evaluation = evaluate(definition, {
    challenger: outcomes(rows, sizes.challenger),
    champion: sizes.champion === undefined ? undefined : outcomes(rows, sizes.champion),
    naive: outcomes(rows, 8), groups,
  }, seededChance('run'));
  return judge(definition.gates, { model: 'rides', runId: '20190301-00000001', ...evaluation });
}

const BETTER = { kind: 'improvement', metric: 'mae', atLeast: 0.1 } as const;

describe('the improvement gate', () => {
  test('opens for a challenger that is better by enough, and tells the figures', () => {
    const { passed, reason } = verdict(BETTER, { champion: 2, challenger: 1 });
    expect(passed).toBe(true);
    expect(reason).toMatch(/^mae [01]\.\d+ against [12]\.\d+ on 400 rows: (4|5)\d\.\d % better, 10\.0 % are asked for$/);
  });

  test('stays shut for one that is better by less than asked for, or worse', () => {
    expect(verdict(BETTER, { champion: 2, challenger: 1.95 }).passed).toBe(false);
    expect(verdict(BETTER, { champion: 1, challenger: 2 }).reason).toMatch(/% worse, 10\.0 % are asked for$/);
  });

  test('stays shut where the improvement may be chance', () => {
    const errors = [4, 4, 4, 4, 0.1, 0.1, 0.1, 0.1];
    const champion = errors.map((error, row) => outcomeOf('regression', row, [row + error]));
    const challenger = errors.map((error, row) => outcomeOf('regression', row, [row + (row % 2 === 0 ? error * 1.3 : error * 0.3)]));
    const definition = aDefinition({ gates: [BETTER] });
    const evaluation = evaluate(definition, { champion, challenger, naive: champion, groups: {} }, seededChance('run'));
    const { passed, reason } = judge(definition.gates, { model: 'rides', runId: '20190301-00000001', ...evaluation });
    expect(passed).toBe(false);
    expect(reason).toMatch(/but that may be chance \(from -/);
  });

  test('opens when there is nobody to be better than', () => {
    expect(verdict(BETTER, { challenger: 5 })).toMatchObject({ passed: true, reason: expect.stringMatching(/the first of its kind$/) });
  });
});

describe('the other gates', () => {
  test('an absolute limit holds on both sides', () => {
    expect(verdict({ kind: 'absolute', metric: 'mae', atMost: 1.5 }, { challenger: 1 }).passed).toBe(true);
    expect(verdict({ kind: 'absolute', metric: 'mae', atMost: 0.5 }, { challenger: 1 }).reason).toMatch(/is above 0\.5$/);
    expect(verdict({ kind: 'absolute', metric: 'r2', atLeast: 1.1 }, { challenger: 1 }).reason).toMatch(/is below 1\.1$/);
  });

  test('a model that knows nothing has to be beaten', () => {
    const gate = { kind: 'better-than-naive', metric: 'mae', atLeast: 0.3 } as const;
    expect(verdict(gate, { challenger: 2 }).passed).toBe(true);
    expect(verdict(gate, { challenger: 7 }).passed).toBe(false);
  });

  test('no group may be served much worse than another', () => {
    const gate = { kind: 'fairness', metric: 'mae', by: 'zone', maxRatio: 1.5 } as const;
    const even = Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? 'A' : 'B'));
    expect(verdict(gate, { challenger: 1 }, { zone: even }).passed).toBe(true);
    const definition = aDefinition({ gates: [gate] });
    const uneven = [...outcomes(200, 1), ...outcomes(200, 3)];
    const zone = Array.from({ length: 400 }, (_, index) => (index < 200 ? 'A' : 'B'));
    const evaluation = evaluate(definition, { challenger: uneven, naive: uneven, groups: { zone } }, seededChance('run'));
    const { passed, reason } = judge(definition.gates, { model: 'rides', runId: '20190301-00000001', ...evaluation });
    expect(passed).toBe(false);
    expect(reason).toMatch(/for zone 'A' and .* for zone|for zone 'A' and .* for 'B': a factor of/);
  });

  test('a metric that is not defined shuts its gate', () => {
    expect(verdict({ kind: 'absolute', metric: 'mae', atMost: 1 }, { challenger: 1, rows: 0 }).passed).toBe(false);
  });

  test('all gates have to open, and the shut ones say why', () => {
    const gates = [BETTER, { kind: 'absolute', metric: 'mae', atMost: 0.1 } as const].map((gate) => Gate.parse(gate));
    const evaluation = evaluate(aDefinition({ gates }), {
      challenger: outcomes(300, 1), champion: outcomes(300, 2), naive: outcomes(300, 8), groups: {},
    }, seededChance('run'));
    const judgement = judge(gates, { model: 'rides', runId: '20190301-00000001', ...evaluation });
    expect(judgement.gates.map((gate) => gate.passed)).toEqual([true, false]);
    expect(judgement.reason).toMatch(/^mae .* is above 0\.1$/);
  });
});

describe('the paired bootstrap', () => {
  const [champion, challenger] = [outcomes(300, 2), outcomes(300, 1.6)];

  test('the same seed gives the same interval, and it holds the estimate', () => {
    const once = pairedBootstrap(metricOf('mae'), champion, challenger, seededChance('a'));
    expect(pairedBootstrap(metricOf('mae'), champion, challenger, seededChance('a'))).toEqual(once);
    expect(once.lower).toBeLessThan(once.share);
    expect(once.upper).toBeGreaterThan(once.share);
  });

  test('metrics that are no means are resampled whole', () => {
    const found = pairedBootstrap(metricOf('median-absolute-error'), champion, challenger, seededChance('a'));
    expect(found.lower).toBeLessThan(found.upper);
  });
});

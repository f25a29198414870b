import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { chiSquare } from '../../../domain/drift/chi-square.ts';
import { hellinger } from '../../../domain/drift/hellinger.ts';
import { jensenShannon } from '../../../domain/drift/jensen-shannon.ts';
import { kolmogorovSmirnov } from '../../../domain/drift/kolmogorov-smirnov.ts';
import { kullbackLeibler } from '../../../domain/drift/kullback-leibler.ts';
import { lInfinity } from '../../../domain/drift/l-infinity.ts';
import { likelihoodRatio } from '../../../domain/drift/likelihood-ratio.ts';
import { psi } from '../../../domain/drift/psi.ts';
import { totalVariation } from '../../../domain/drift/total-variation.ts';
import { wasserstein } from '../../../domain/drift/wasserstein.ts';
import type { DriftStatistic } from '../../../domain/drift/statistic.ts';

type AnyStatistic = DriftStatistic<readonly number[]>;

const STATISTICS: readonly AnyStatistic[] = [
  psi,
  kullbackLeibler,
  likelihoodRatio,
  jensenShannon,
  hellinger,
  totalVariation,
  lInfinity,
  chiSquare,
  kolmogorovSmirnov,
  wasserstein,
];

const chance = seededChance('laws');
const values = (count: number): number[] =>
  Array.from({ length: count }, () => Math.floor(chance() * 6));
const stateOf = (statistic: AnyStatistic, some: readonly number[]): readonly number[] =>
  some.reduce((state, value) => statistic.add(state, value), statistic.empty());

describe.each(STATISTICS.map((statistic) => [statistic.title, statistic] as const))(
  '%s',
  (_title, statistic) => {
    const [x, y, z] = [values(40), values(25), values(10)];
    const [a, b, c] = [x, y, z].map((some) => stateOf(statistic, some)) as [
      number[],
      number[],
      number[],
    ];

    test('merging is associative and commutative, and nothing is its neutral element', () => {
      const { merge, empty } = statistic;
      expect(merge(a, merge(b, c))).toEqual(merge(merge(a, b), c));
      expect(merge(a, b)).toEqual(merge(b, a));
      expect(merge(a, empty())).toEqual([...a]);
    });

    test('adding values one by one equals merging the states of parts', () => {
      expect(stateOf(statistic, [...x, ...y])).toEqual(statistic.merge(a, b));
    });

    test('a distribution is at distance 0 from itself, and nowhere at less', () => {
      expect(statistic.distance(a, a)).toBeCloseTo(0, 12);
      for (let round = 0; round < 50; round += 1) {
        const [p, q] = [stateOf(statistic, values(30)), stateOf(statistic, values(30))];
        expect(statistic.distance(p, q)).toBeGreaterThanOrEqual(0);
      }
    });

    test('the distance to nothing is not a number', () => {
      expect(statistic.distance(a, statistic.empty())).toBeNaN();
    });
  },
);

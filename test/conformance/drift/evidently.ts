import { upperGamma } from '../../../domain/drift/gamma.ts';
import { hellinger } from '../../../domain/drift/hellinger.ts';
import { jensenShannon } from '../../../domain/drift/jensen-shannon.ts';
import { kolmogorovSmirnovPValue } from '../../../domain/drift/kolmogorov-smirnov.ts';
import { kullbackLeibler } from '../../../domain/drift/kullback-leibler.ts';
import { psiOfShares } from '../../../domain/drift/psi.ts';
import { shares } from '../../../domain/drift/statistic.ts';
import { wasserstein } from '../../../domain/drift/wasserstein.ts';
import { histogram, sturgesEdges } from './numpy-bins.ts';

/** Two samples, and what Evidently made of them. */
export interface Case {
  readonly id: string;
  readonly type: 'num' | 'cat';
  readonly reference: readonly (number | string | null)[];
  readonly current: readonly (number | string | null)[];
  readonly scores: Readonly<Record<string, { readonly score?: number | null }>>;
}

/** What became of one score. */
export interface Outcome {
  readonly id: string;
  readonly score: string;
  readonly result: 'same' | 'other' | 'known';
  readonly detail: string;
}

/** Computes a score of Evidently with our statistics on its bins. */
interface Rendering {
  readonly tolerance: number;
  readonly of: (each: Case) => number;
}

/** Samples up to this size a side have exact p-values. */
const EXACT = 400;

const RENDERINGS: Readonly<Record<string, Rendering>> = {
  ks: { tolerance: 1e-4, of: (each) => kolmogorovSmirnovPValue(...sorted(each)) },
  wasserstein: {
    tolerance: 1e-6,
    of: (each) => {
      const [reference, current] = sorted(each);
      return wasserstein.distance(reference, current) / Math.max(deviation(reference), 0.001);
    },
  },
  psi: { tolerance: 1e-6, of: (each) => psiOfShares(...filled(binned(each))) },
  kl_div: { tolerance: 1e-6, of: (each) => kullbackLeibler.distance(...filled(binned(each))) },
  jensenshannon: { tolerance: 1e-6, of: (each) => jensenShannon.distance(...binned(each)) },
  hellinger: { tolerance: 1e-6, of: (each) => hellinger.distance(...distinctBinned(each)) },
  chisquare: { tolerance: 1e-4, of: fitPValue },
};

/** Scores that are not compared; `known-differences.md` says why. */
export const NOT_COMPARED: readonly string[] = [
  'anderson',
  'cramer_von_mises',
  'ed',
  'es',
  'mannw',
  't_test',
  'z',
  'g_test',
  'fisher_exact',
  'TVD',
];

/** Compares every score of a case: distances to 1e-6, p-values to 1e-4 (of small samples 1e-6). */
export function compareCase(each: Case): readonly Outcome[] {
  return Object.entries(each.scores).map(([score, { score: expected }]) => {
    const outcome = (result: Outcome['result'], detail: string): Outcome => ({
      id: each.id,
      score,
      result,
      detail,
    });
    const rendering = RENDERINGS[score];
    if (rendering === undefined) {
      return outcome(NOT_COMPARED.includes(score) ? 'known' : 'other', 'not a statistic of ours');
    }
    if (typeof expected !== 'number') return outcome('known', 'the peer gave no number');
    const ours = rendering.of(each);
    const isSmall = Math.max(each.reference.length, each.current.length) <= EXACT;
    const tolerance = isSmall ? Math.min(rendering.tolerance, 1e-6) : rendering.tolerance;
    return outcome(
      Math.abs(ours - expected) <= tolerance ? 'same' : 'other',
      `${ours}, the peer says ${expected}`,
    );
  });
}

function sorted({ reference, current }: Case): [number[], number[]] {
  const numbers = (values: Case['reference']): number[] =>
    values.filter((value): value is number => typeof value === 'number').sort((a, b) => a - b);
  return [numbers(reference), numbers(current)];
}

/** Their bins: of one width for numbers of more than 20 values, else one for each value. */
function binned(each: Case): [readonly number[], readonly number[]] {
  const [reference, current] = sorted(each);
  if (each.type === 'num' && new Set(reference).size > 20) {
    const edges = sturgesEdges([...reference, ...current]);
    return [histogram(reference, edges), histogram(current, edges)];
  }
  return byValue(each);
}

/** Their bins for Hellinger: of one width, as many as suit the number of distinct values. */
function distinctBinned(each: Case): [readonly number[], readonly number[]] {
  if (each.type === 'cat') return byValue(each);
  const [reference, current] = sorted(each);
  const edges = sturgesEdges([...new Set([...reference, ...current])]);
  return [histogram(reference, edges), histogram(current, edges)];
}

function byValue({ reference, current }: Case): [readonly number[], readonly number[]] {
  const there = (sample: Case['reference']) => sample.filter((value) => value !== null);
  const values = [...new Set([...there(reference), ...there(current)])];
  const count = (sample: Case['reference']): number[] => {
    const by = new Map(values.map((value) => [value, 0]));
    for (const value of there(sample)) by.set(value!, by.get(value!)! + 1);
    return [...by.values()];
  };
  return [count(reference), count(current)];
}

/** Shares as they fill them: empty bins get 1 in 10,000. */
function filled([reference, current]: [readonly number[], readonly number[]]): [
  readonly number[],
  readonly number[],
] {
  const fill = (counts: readonly number[]) =>
    shares(counts).map((share) => (share === 0 ? 0.0001 : share));
  return [fill(reference), fill(current)];
}

/** Their chi-square: of fit, with the shares of the reference taken as the truth. */
function fitPValue(each: Case): number {
  const [reference, current] = byValue(each);
  const scale = each.current.length / each.reference.length;
  const statistic = reference.reduce(
    (sum, count, bin) => sum + (current[bin]! - count * scale) ** 2 / (count * scale),
    0,
  );
  return statistic === Infinity ? 0 : upperGamma((reference.length - 1) / 2, statistic / 2);
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

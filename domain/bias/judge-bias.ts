import * as z from 'zod';
import { Interval } from '../monitoring/resamples.ts';
import { BIAS_MEASURES } from './measures/table.ts';
import { PredictedCounts, TruthCounts } from './group-counts.ts';
import type { BiasPolicy } from '../definition/policies.ts';
import type { ByGroup } from './group-counts.ts';
import type { BiasMeasure, BiasMeasureName, CountedGroup } from './measures/measure.ts';

/** What one measure says of one attribute. */
export const BiasFinding = z.object({
  measure: z.enum(['demographicParity', 'disparateImpact', 'equalizedOdds']),
  title: z.string(),
  /** Null when no two groups have enough rows. */
  value: z.number().nullable(),
  interval: Interval.nullable(),
  /** The limit of the definition; null when the measure is only reported. */
  limit: z.number().nullable(),
  /** The group that is served worst and the one that is served best. */
  groups: z.array(z.string()),
  /** Beyond the limit, and more than chance explains. */
  beyond: z.boolean(),
});
export type BiasFinding = z.output<typeof BiasFinding>;

/** What is found out about one attribute. */
export const AttributeBias = z.object({
  attribute: z.string(),
  findings: z.array(BiasFinding),
  groups: z.array(
    z.object({
      group: z.string(),
      predicted: PredictedCounts,
      truth: TruthCounts.nullable(),
    }),
  ),
});
export type AttributeBias = z.output<typeof AttributeBias>;

/** What is found out about how groups are served. */
export const BiasVerdict = z.object({
  verdict: z.enum(['fair', 'unfair', 'not-enough-data']),
  attributes: z.array(AttributeBias),
  /** Share of fair attributes' limits that is used up by the worst: from 1 on it is beyond. */
  score: z.number(),
  reason: z.string(),
});
export type BiasVerdict = z.output<typeof BiasVerdict>;

/** What was counted over a window. */
export interface BiasCounts {
  readonly predicted: ByGroup<PredictedCounts>;
  readonly truths: ByGroup<TruthCounts>;
}

/**
 * 99.9 %, one-sided: a check looks at several measures and attributes, and looks again each time, so 95 %
 * would cry wolf.
 */
const SURE = 3.09;

/**
 * Judges how groups are served. Unfair needs effect and evidence: a measure is beyond its limit, and the
 * whole interval of the disparity says that there is one. Groups of few rows are shown and not judged.
 */
export function judgeBias(counts: BiasCounts, policy: BiasPolicy): BiasVerdict {
  const attributes = policy.attributes.map((attribute) =>
    judgeAttribute(attribute, counts, policy),
  );
  const all = attributes.flatMap(({ attribute, findings }) =>
    findings.map((finding) => ({ attribute, ...finding })),
  );
  const judged = all.filter(({ value, limit }) => value !== null && limit !== null);
  const beyond = all.filter((finding) => finding.beyond);
  if (judged.length === 0) {
    const reason = `no two groups of ${policy.attributes.join(', ')} have ${policy.minimumRows} rows`;
    return { verdict: 'not-enough-data', attributes, score: 0, reason };
  }
  const score = Math.max(
    ...beyond.map(usedUp),
    ...judged.map((one) => Math.min(usedUp(one), UNPROVEN)),
  );
  if (beyond.length === 0) {
    return {
      verdict: 'fair',
      attributes,
      score,
      reason: `no limit on ${policy.attributes.join(', ')} is passed`,
    };
  }
  const named = beyond.map(
    ({ attribute, title, value, groups, limit }) =>
      `${title} of ${attribute} is ${value!.toFixed(3)} (${groups[0]} against ${groups[1]}), the limit is ${limit}`,
  );
  return { verdict: 'unfair', attributes, score, reason: named.join('; ') };
}

/** What is not proven does not reach the limit. */
const UNPROVEN = 0.99;

function judgeAttribute(
  attribute: string,
  { predicted, truths }: BiasCounts,
  policy: BiasPolicy,
): AttributeBias {
  const groups = Object.entries(predicted[attribute] ?? {})
    .map(([group, of]) => ({ group, predicted: of, truth: truths[attribute]?.[group] ?? null }))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
  const findings = BIAS_MEASURES.map((measure) => judgeMeasure(measure, groups, policy));
  return { attribute, findings, groups };
}

function judgeMeasure(
  measure: BiasMeasure,
  groups: readonly CountedGroup[],
  { limits, minimumRows }: BiasPolicy,
): BiasFinding {
  const limit = limits[measure.name] ?? null;
  const known = { measure: measure.name, title: measure.title, limit };
  const found = measure.of(groups, { z: SURE, minimumRows });
  if (found === null) return { ...known, value: null, interval: null, groups: [], beyond: false };
  const { value, interval } = found;
  const isLower = measure.fairSide === 'lower';
  const surely = isLower ? interval[0] > 0 : interval[1] < 1;
  const beyond = limit !== null && surely && (isLower ? value > limit : value < limit);
  return { ...known, value, interval, groups: [...found.groups], beyond };
}

const HIGHER_IS_FAIR: readonly BiasMeasureName[] = BIAS_MEASURES.filter(
  ({ fairSide }) => fairSide === 'higher',
).map(({ name }) => name);

/** How much of its limit a measure uses up: 1 is at the limit. */
function usedUp({
  measure,
  value,
  limit,
}: Pick<BiasFinding, 'measure' | 'value' | 'limit'>): number {
  const [found, allowed] = HIGHER_IS_FAIR.includes(measure)
    ? [1 - value!, 1 - limit!]
    : [value!, limit!];
  return found / Math.max(allowed, 1e-9);
}

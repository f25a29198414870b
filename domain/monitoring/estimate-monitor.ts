import { judgeEstimate } from '../estimation/judge-estimate.ts';
import { hourOf, spansAfter } from './capture-summary.ts';
import { meanLoss } from './error-days.ts';
import { finish } from './judge-quality.ts';
import { windowStart } from './monitor.ts';
import type { EstimateCheck, QualityEstimate } from '../estimation/judge-estimate.ts';
import type { WatchedMetric } from '../definition/policies.ts';
import type { CaptureSpan } from './capture-span.ts';
import type { CheckParts, Judgement } from './monitor.ts';

/** Rows of a sample below which no check of an estimate is made. */
const FEWEST = 50;

/** Expected losses of sampled rows are known from this many on, whatever the window's minimum. */
const MOST_NEEDED = 500;

/**
 * Thinks what the errors of the trailing window are, before labels come. It is told and makes no model
 * unhealthy: what is known of errors does that.
 */
export function estimateMonitor(parts: CheckParts): Judgement<QualityEstimate> | null {
  const { definition, baseline, summary, now } = parts;
  const { quality, minimumRows } = definition.monitors;
  const { estimator } = baseline;
  if (quality === undefined || estimator === undefined) return null;
  const spans = spansAfter(summary, hourOf(windowStart(definition, now)));
  const verdict = judgeEstimate({
    ...quality,
    minimumRows: Math.min(minimumRows, MOST_NEEDED),
    expected: expectedLosses(spans),
    reference: estimator.reference,
    spread: estimator.spread,
    check: checkOf(parts, spans, quality.metric),
  });
  return { verdict, opinion: { isBad: false, reason: verdict.reason, features: [], since: null } };
}

/** What sampled rows were expected to lose: the last of their values; null for rows of other versions. */
function expectedLosses(spans: readonly CaptureSpan[]): readonly number[] {
  const samples = spans.flatMap(({ sample }) => sample ?? []);
  const limit = Math.min(...samples.map(({ below }) => below));
  return samples.flatMap(({ rows }) =>
    rows.filter(([place]) => place! < limit).flatMap((row) => row.at(-1) ?? []),
  );
}

/** Compares estimate and truth on the days of the window whose truth has come. */
function checkOf(
  { errors }: CheckParts,
  spans: readonly CaptureSpan[],
  metric: WatchedMetric,
): EstimateCheck | null {
  const known = errors.filter(({ day }) => spans.some(({ at }) => at.startsWith(day)));
  const expected = expectedLosses(
    spans.filter(({ at }) => known.some(({ day }) => at.startsWith(day))),
  );
  const { rows, mean } = meanLoss(known);
  if (Math.min(rows, expected.length) < FEWEST || mean <= 0) return null;
  const estimated = finish(metric, expected.reduce((sum, loss) => sum + loss, 0) / expected.length);
  const real = finish(metric, mean);
  return { rows, estimated, real, off: estimated / real - 1 };
}

import { tellApart } from '../drift/tell-apart.ts';
import { hourOf, spansAfter } from './capture-summary.ts';
import { windowStart } from './monitor.ts';
import { rowsOf } from './row-sample.ts';
import type { DriftVerdict } from '../drift/judge-drift.ts';
import type { Classification } from '../drift/tell-apart.ts';
import type { CheckParts } from './monitor.ts';

/** From this share of the threshold on, a second opinion is worth its time. */
const CLOSE = 0.8;

/** Is a verdict drifting, or close to it? */
export function needsSecondOpinion({ verdict, score }: DriftVerdict): boolean {
  return verdict === 'drifting' || score >= CLOSE;
}

/**
 * Lets a classifier tell the sample of the window from that of the baseline, over all watched features that
 * rows are kept of. Null where a side has kept too few.
 */
export function classify({
  definition,
  baseline,
  summary,
  now,
}: CheckParts): Classification | null {
  const { sample } = baseline;
  if (sample === undefined) return null;
  const { ignore } = definition.monitors.drift;
  const watched = sample.features.flatMap((name, index) => (ignore.includes(name) ? [] : [index]));
  const chosen = (rows: ReturnType<typeof rowsOf>) =>
    rows.map((row) => watched.map((index) => row[index] ?? null));
  const window = spansAfter(summary, hourOf(windowStart(definition, now)));
  const current = rowsOf(window.flatMap((span) => span.sample ?? []));
  return tellApart(
    watched.map((index) => sample.features[index]!),
    chosen(rowsOf([sample])),
    chosen(current),
  );
}

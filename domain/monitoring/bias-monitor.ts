import { mergeGroups } from '../bias/group-counts.ts';
import { judgeBias } from '../bias/judge-bias.ts';
import { hourOf, spansAfter } from './capture-summary.ts';
import { windowStart } from './monitor.ts';
import type { BiasVerdict } from '../bias/judge-bias.ts';
import type { CheckParts, Judgement } from './monitor.ts';

/**
 * Judges how groups were served over the trailing window. Unfairness is told to people and makes no model
 * unhealthy: training anew on rows of the same kind does not mend it.
 */
export function biasMonitor(parts: CheckParts): Judgement<BiasVerdict> | null {
  const { definition, summary, outcomes, now } = parts;
  const policy = definition.monitors.bias;
  if (policy === undefined) return null;
  const spans = spansAfter(summary, hourOf(windowStart(definition, now)));
  const verdict = judgeBias(
    {
      predicted: mergeGroups(spans.map(({ groups }) => groups)),
      truths: mergeGroups(outcomes.map(({ groups }) => groups)),
    },
    policy,
  );
  return { verdict, opinion: { isBad: false, reason: verdict.reason, features: [], since: null } };
}

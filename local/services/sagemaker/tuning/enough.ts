import { bestOf } from './trials.ts';
import type { Trial } from './trials.ts';
import type { TuningJob } from './tuning-job.ts';

/** An objective has improved when it did by this part. Source: API reference, BestObjectiveNotImproving. */
const IMPROVEMENT = 0.01;

/** Whether a tuning job is over although it might train more: by what it found, or by its time. */
export function hasEnough(tuning: TuningJob, trials: readonly Trial[], now: number): boolean {
  const { TuningJobCompletionCriteria: criteria, ResourceLimits } =
    tuning.request.HyperParameterTuningJobConfig;
  const { MaxRuntimeInSeconds: limit = Number.POSITIVE_INFINITY } = ResourceLimits;
  if (now - tuning.created >= limit * 1000) return true;
  const most = criteria?.BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving;
  if (most !== undefined && notImproving(trials) >= most) return true;
  return reaches(criteria?.TargetObjectiveMetricValue, trials);
}

/** How many of the trials that ended last have not improved the best of those before them. */
export function notImproving(trials: readonly Trial[]): number {
  const told = trials
    .filter(({ value, job }) => value !== undefined && job.status === 'Completed')
    .sort((a, b) => a.job.ended! - b.job.ended!);
  let since = 0;
  told.forEach((trial, index) => {
    const best = bestOf(told.slice(0, index));
    since = !best || improves(trial, best.value!) ? 0 : since + 1;
  });
  return since;
}

function improves({ value, objective }: Trial, best: number): boolean {
  const gain = objective.Type === 'Minimize' ? best - value! : value! - best;
  return gain > 0 && gain >= Math.abs(best) * IMPROVEMENT;
}

function reaches(target: number | undefined, trials: readonly Trial[]): boolean {
  if (target === undefined) return false;
  return trials.some(
    ({ value, objective }) =>
      value !== undefined && (objective.Type === 'Minimize' ? value <= target : value >= target),
  );
}

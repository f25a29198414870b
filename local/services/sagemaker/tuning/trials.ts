import type { Cloud } from '../../../kernel/index.ts';
import type { FinalMetric } from '../jobs/metrics.ts';
import { findJob } from '../jobs/job.ts';
import type { Job } from '../jobs/job.ts';
import type { Parameters } from './grid.ts';
import { definitionsOf, objectiveOf } from './request.ts';
import type { Objective } from './request.ts';
import type { TuningJob } from './tuning-job.ts';

/** One training job of a tuning job. */
export interface Trial {
  readonly job: Job;
  readonly tuned: Parameters;
  readonly definition?: string;
  readonly objective: Objective;
  /** What it came to, where it told. */
  readonly value?: number;
}

interface TrialRow {
  readonly job: string;
  readonly tuned: string;
  readonly definition: string | null;
}

/** Notes a training job of a tuning job. */
export function saveTrial(
  cloud: Cloud,
  tuning: string,
  trial: { readonly job: string; readonly tuned: Parameters; readonly definition?: string },
): void {
  cloud.db.run(
    'INSERT INTO sagemaker_trials VALUES (?, ?, ?, ?)',
    trial.job,
    tuning,
    JSON.stringify(trial.tuned),
    trial.definition ?? null,
  );
}

/** The training jobs of a tuning job, in the order in which they were made. */
export function trialsOf(cloud: Cloud, tuning: TuningJob): Trial[] {
  const definitions = definitionsOf(tuning.request);
  return cloud.db
    .all<TrialRow>('SELECT * FROM sagemaker_trials WHERE tuning = ? ORDER BY rowid', tuning.name)
    .map(({ job: name, tuned, definition }) => {
      const own = definitions.find(({ DefinitionName }) => DefinitionName === definition);
      const objective = objectiveOf(tuning.request, own ?? definitions[0]!)!;
      const job = findJob(cloud, 'TrainingJob', name)!;
      return {
        job,
        tuned: JSON.parse(tuned) as Parameters,
        definition: definition ?? undefined,
        objective,
        value: valueOf(job, objective),
      };
    });
}

/** The best of the trials that told a value. */
export function bestOf(trials: readonly Trial[]): Trial | undefined {
  const told = trials.filter(({ value, job }) => value !== undefined && job.status === 'Completed');
  return told.reduce<Trial | undefined>(
    (best, trial) => (best && !isBetter(trial, best) ? best : trial),
    undefined,
  );
}

/** True where a trial came to more of what is wanted. */
export function isBetter(a: Trial, b: { readonly value?: number }): boolean {
  if (a.value === undefined || b.value === undefined) return false;
  return a.objective.Type === 'Minimize' ? a.value < b.value : a.value > b.value;
}

function valueOf({ outcome }: Job, { MetricName }: Objective): number | undefined {
  const metrics = (outcome.FinalMetricDataList ?? []) as readonly FinalMetric[];
  return metrics.find((metric) => metric.MetricName === MetricName)?.Value;
}

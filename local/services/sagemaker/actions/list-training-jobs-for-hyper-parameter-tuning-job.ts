import { action } from '../../../kernel/index.ts';
import { JOB_STATUSES, checkStatus, listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { onNamed } from '../permissions.ts';
import { trialSummary } from '../tuning/describe.ts';
import { isBetter, trialsOf } from '../tuning/trials.ts';
import type { Trial } from '../tuning/trials.ts';
import { tuningJobNamed } from '../tuning/tuning-job.ts';

interface Input extends ListRequest {
  readonly HyperParameterTuningJobName: string;
}

/** ListTrainingJobsForHyperParameterTuningJob: by objective, those come last that told none. */
export const listTrainingJobsForHyperParameterTuningJob = action(
  'ListTrainingJobsForHyperParameterTuningJob',
  onNamed(
    'ListTrainingJobsForHyperParameterTuningJob',
    'hyper-parameter-tuning-job',
    'HyperParameterTuningJobName',
  ),
  (input: Input, { cloud }) => {
    checkStatus(input, JOB_STATUSES);
    const tuning = tuningJobNamed(cloud, input.HyperParameterTuningJobName);
    const trials = trialsOf(cloud, tuning);
    const ranks = new Map(trials.map((trial) => [trial.job.name, rankOf(trial, trials)]));
    const byValue = input.SortBy === 'FinalObjectiveMetricValue';
    const listed = trials.map((trial) => ({
      name: trial.job.name,
      status: trial.job.status,
      created: byValue ? ranks.get(trial.job.name)! : trial.job.created,
      trial,
    }));
    const { rows, NextToken } = listPage(listed, {
      SortBy: 'Name',
      SortOrder: 'Ascending',
      ...input,
      ...(byValue ? { SortBy: 'CreationTime' } : {}),
    });
    return { TrainingJobSummaries: rows.map(({ trial }) => trialSummary(trial)), NextToken };
  },
);

/** How many trials came to a smaller value. */
function rankOf(trial: Trial, trials: readonly Trial[]): number {
  if (trial.value === undefined) return trials.length;
  const smaller = { ...trial.objective, Type: 'Minimize' as const };
  return trials.filter((other) => isBetter({ ...other, objective: smaller }, trial)).length;
}

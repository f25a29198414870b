import { action } from '../../../kernel/index.ts';
import { jobsOf } from '../jobs/job.ts';
import { JOB_STATUSES, checkStatus, listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { summaryOf } from '../jobs/summary.ts';
import { onAny } from '../permissions.ts';

/** ListTrainingJobs. */
export const listTrainingJobs = action(
  'ListTrainingJobs',
  onAny('ListTrainingJobs'),
  (input: ListRequest, { cloud }) => {
    checkStatus(input, JOB_STATUSES);
    const { rows, NextToken } = listPage(jobsOf(cloud, 'TrainingJob'), {
      SortOrder: 'Ascending',
      ...input,
    });
    return { TrainingJobSummaries: rows.map(summaryOf), NextToken };
  },
);

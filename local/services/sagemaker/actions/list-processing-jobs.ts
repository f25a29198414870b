import { action } from '../../../kernel/index.ts';
import { jobsOf } from '../jobs/job.ts';
import { JOB_STATUSES, checkStatus, listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { summaryOf } from '../jobs/summary.ts';
import { onAny } from '../permissions.ts';

/** ListProcessingJobs. */
export const listProcessingJobs = action(
  'ListProcessingJobs',
  onAny('ListProcessingJobs'),
  (input: ListRequest, { cloud }) => {
    checkStatus(input, JOB_STATUSES);
    const { rows, NextToken } = listPage(jobsOf(cloud, 'ProcessingJob'), {
      SortOrder: 'Ascending',
      ...input,
    });
    return { ProcessingJobSummaries: rows.map(summaryOf), NextToken };
  },
);

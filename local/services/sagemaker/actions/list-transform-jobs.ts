import { action } from '../../../kernel/index.ts';
import { jobsOf } from '../jobs/job.ts';
import { JOB_STATUSES, checkStatus, listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { summaryOf } from '../jobs/summary.ts';
import { onAny } from '../permissions.ts';

/** ListTransformJobs. */
export const listTransformJobs = action(
  'ListTransformJobs',
  onAny('ListTransformJobs'),
  (input: ListRequest, { cloud }) => {
    checkStatus(input, JOB_STATUSES);
    const { rows, NextToken } = listPage(jobsOf(cloud, 'TransformJob'), input);
    return { TransformJobSummaries: rows.map(summaryOf), NextToken };
  },
);

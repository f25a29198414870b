import { action } from '../../../kernel/index.ts';
import { JOB_STATUSES, checkStatus, listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { onAny } from '../permissions.ts';
import { summarizeTuning } from '../tuning/describe.ts';
import { allTuningJobs } from '../tuning/tuning-job.ts';

/** ListHyperParameterTuningJobs: by name, unless the request says otherwise. */
export const listHyperParameterTuningJobs = action(
  'ListHyperParameterTuningJobs',
  onAny('ListHyperParameterTuningJobs'),
  (input: ListRequest, { cloud }) => {
    checkStatus(input, JOB_STATUSES);
    const { rows, NextToken } = listPage(allTuningJobs(cloud), {
      SortBy: 'Name',
      SortOrder: 'Ascending',
      ...input,
    });
    return {
      HyperParameterTuningJobSummaries: rows.map((job) => summarizeTuning(cloud, job)),
      NextToken,
    };
  },
);

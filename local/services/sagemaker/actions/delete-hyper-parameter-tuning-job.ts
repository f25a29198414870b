import { action } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { onNamed } from '../permissions.ts';
import { dropTags } from '../tags.ts';
import { findTuningJob } from '../tuning/tuning-job.ts';

/** DeleteHyperParameterTuningJob: its training jobs stay; a job that is gone is no error. */
export const deleteHyperParameterTuningJob = action(
  'DeleteHyperParameterTuningJob',
  onNamed(
    'DeleteHyperParameterTuningJob',
    'hyper-parameter-tuning-job',
    'HyperParameterTuningJobName',
  ),
  (input: { readonly HyperParameterTuningJobName: string }, { cloud }) => {
    const job = findTuningJob(cloud, input.HyperParameterTuningJobName);
    if (!job) return {};
    if (job.ended === undefined) {
      throw validationException(
        `The hyper parameter tuning job ${job.name} is in status ${job.status} and cannot be deleted.`,
      );
    }
    cloud.db.run('DELETE FROM sagemaker_tuning WHERE name = ?', job.name);
    cloud.db.run('DELETE FROM sagemaker_trials WHERE tuning = ?', job.name);
    dropTags(cloud, job.arn);
    return {};
  },
);

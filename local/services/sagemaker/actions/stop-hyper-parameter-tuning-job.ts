import { action } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { onNamed } from '../permissions.ts';
import { advanceTuning } from '../tuning/run-tuning.ts';
import { tuningJobNamed } from '../tuning/tuning-job.ts';

/** StopHyperParameterTuningJob: its training jobs are stopped, and no more are made. */
export const stopHyperParameterTuningJob = action(
  'StopHyperParameterTuningJob',
  onNamed(
    'StopHyperParameterTuningJob',
    'hyper-parameter-tuning-job',
    'HyperParameterTuningJobName',
  ),
  (input: { readonly HyperParameterTuningJobName: string }, { cloud }) => {
    const job = tuningJobNamed(cloud, input.HyperParameterTuningJobName);
    if (job.status === 'Stopping') return {};
    if (job.status !== 'InProgress') {
      throw validationException(
        `The job is in status '${job.status}', which is not one of: [InProgress, Stopping].`,
      );
    }
    advanceTuning(cloud, job, 'Stopping');
    cloud.outbox.send('sagemaker.tune', { name: job.name });
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { stopJob } from '../jobs/stop-job.ts';
import { onNamed } from '../permissions.ts';

/** StopTrainingJob. */
export const stopTrainingJob = action(
  'StopTrainingJob',
  onNamed('StopTrainingJob', 'training-job', 'TrainingJobName'),
  (input: { readonly TrainingJobName: string }, { cloud }) => {
    stopJob(cloud, 'TrainingJob', input.TrainingJobName);
    return {};
  },
);

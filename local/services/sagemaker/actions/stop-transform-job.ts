import { action } from '../../../kernel/index.ts';
import { stopJob } from '../jobs/stop-job.ts';
import { onNamed } from '../permissions.ts';

/** StopTransformJob. */
export const stopTransformJob = action(
  'StopTransformJob',
  onNamed('StopTransformJob', 'transform-job', 'TransformJobName'),
  (input: { readonly TransformJobName: string }, { cloud }) => {
    stopJob(cloud, 'TransformJob', input.TransformJobName);
    return {};
  },
);

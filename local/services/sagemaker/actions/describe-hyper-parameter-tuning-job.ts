import { action } from '../../../kernel/index.ts';
import { onNamed } from '../permissions.ts';
import { describeTuning } from '../tuning/describe.ts';
import { tuningJobNamed } from '../tuning/tuning-job.ts';

/** DescribeHyperParameterTuningJob. */
export const describeHyperParameterTuningJob = action(
  'DescribeHyperParameterTuningJob',
  onNamed(
    'DescribeHyperParameterTuningJob',
    'hyper-parameter-tuning-job',
    'HyperParameterTuningJobName',
  ),
  (input: { readonly HyperParameterTuningJobName: string }, { cloud }) =>
    describeTuning(cloud, tuningJobNamed(cloud, input.HyperParameterTuningJobName)),
);

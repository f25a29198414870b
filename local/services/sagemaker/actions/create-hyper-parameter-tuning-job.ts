import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import { besideCreating } from '../permissions.ts';
import { serviceSession } from '../role.ts';
import { putTags } from '../tags.ts';
import { checkTuning } from '../tuning/check.ts';
import { definitionsOf } from '../tuning/request.ts';
import type { TuningRequest } from '../tuning/request.ts';
import { tellTuning } from '../tuning/run-tuning.ts';
import { findTuningJob, saveTuningJob } from '../tuning/tuning-job.ts';
import type { TuningJob } from '../tuning/tuning-job.ts';
import { checkWarmStart } from '../tuning/warm-start.ts';

/** CreateHyperParameterTuningJob: training jobs are made one after the other by its strategy. */
export const createHyperParameterTuningJob = action(
  'CreateHyperParameterTuningJob',
  (input: TuningRequest, { cloud }) => {
    const name = input.HyperParameterTuningJobName;
    const resource = resourceArn(cloud, 'hyper-parameter-tuning-job', name);
    return [
      { action: 'sagemaker:CreateHyperParameterTuningJob', resource },
      ...besideCreating(resource, { tags: input.Tags }),
      ...definitionsOf(input).flatMap(({ RoleArn: roleArn }) =>
        besideCreating(resource, { roleArn }),
      ),
    ];
  },
  (input, { cloud }) => {
    checkTuning(input);
    checkWarmStart(cloud, input);
    const name = input.HyperParameterTuningJobName;
    const arn = resourceArn(cloud, 'hyper-parameter-tuning-job', name);
    if (findTuningJob(cloud, name)) {
      throw new AwsError(
        'ResourceInUse',
        `Hyper parameter tuning job names must be unique within an AWS account and region, and a hyper parameter tuning job with this name already exists (${arn})`,
      );
    }
    for (const { RoleArn } of definitionsOf(input)) serviceSession(cloud, RoleArn, arn);
    const now = cloud.world.now();
    const job: TuningJob = {
      name,
      arn,
      status: 'InProgress',
      request: input,
      created: now,
      modified: now,
    };
    saveTuningJob(cloud, job);
    putTags(cloud, arn, input.Tags);
    const limit = input.HyperParameterTuningJobConfig.ResourceLimits.MaxRuntimeInSeconds;
    if (limit !== undefined) cloud.timers.set('sagemaker.tuning-timeout', name, now + limit * 1000);
    tellTuning(cloud, job);
    cloud.outbox.send('sagemaker.tune', { name });
    return { HyperParameterTuningJobArn: arn };
  },
);

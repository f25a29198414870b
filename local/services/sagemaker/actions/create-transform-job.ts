import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { createJob, jobArn } from '../jobs/create-job.ts';
import type { TransformRequest } from '../jobs/transform-request.ts';
import { modelNamed } from '../models.ts';
import { besideCreating } from '../permissions.ts';

/** CreateTransformJob. It runs in the role of its model. */
export const createTransformJob = action(
  'CreateTransformJob',
  (input: TransformRequest, context) => {
    const resource = jobArn(context, 'TransformJob', input.TransformJobName);
    return [
      { action: 'sagemaker:CreateTransformJob', resource },
      ...besideCreating(resource, { tags: input.Tags }),
    ];
  },
  (input, context) => {
    modelNamed(context.cloud, input.ModelName);
    const { SplitType = 'None' } = input.TransformInput;
    if (SplitType !== 'None' && SplitType !== 'Line')
      throw new NotEmulated(`the SplitType ${SplitType}`, 'use None or Line');
    return { TransformJobArn: createJob(context, 'TransformJob', input) };
  },
);

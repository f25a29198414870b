import { action } from '../../../kernel/index.ts';
import { createJob, jobArn } from '../jobs/create-job.ts';
import type { ProcessingRequest } from '../jobs/processing-request.ts';
import { besideCreating } from '../permissions.ts';
import { serviceSession } from '../role.ts';

/** CreateProcessingJob. */
export const createProcessingJob = action(
  'CreateProcessingJob',
  (input: ProcessingRequest, context) => {
    const resource = jobArn(context, 'ProcessingJob', input.ProcessingJobName);
    return [
      { action: 'sagemaker:CreateProcessingJob', resource },
      ...besideCreating(resource, { roleArn: input.RoleArn, tags: input.Tags }),
    ];
  },
  (input, context) => {
    serviceSession(
      context.cloud,
      input.RoleArn,
      jobArn(context, 'ProcessingJob', input.ProcessingJobName),
    );
    return { ProcessingJobArn: createJob(context, 'ProcessingJob', input) };
  },
);

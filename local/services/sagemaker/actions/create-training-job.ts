import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { createJob, jobArn } from '../jobs/create-job.ts';
import type { TrainingRequest } from '../jobs/training-request.ts';
import { besideCreating } from '../permissions.ts';
import { serviceSession } from '../role.ts';

/** CreateTrainingJob. */
export const createTrainingJob = action(
  'CreateTrainingJob',
  (input: TrainingRequest, context) => {
    const resource = jobArn(context, 'TrainingJob', input.TrainingJobName);
    const { InstanceType } = input.ResourceConfig;
    const keys: Record<string, string> = {
      ...(InstanceType ? { 'sagemaker:InstanceTypes': InstanceType } : {}),
      'sagemaker:NetworkIsolation': String(input.EnableNetworkIsolation ?? false),
      ...(input.OutputDataConfig.KmsKeyId
        ? { 'sagemaker:OutputKmsKey': input.OutputDataConfig.KmsKeyId }
        : {}),
    };
    return [
      { action: 'sagemaker:CreateTrainingJob', resource, context: keys },
      ...besideCreating(resource, { roleArn: input.RoleArn, tags: input.Tags }),
    ];
  },
  (input, context) => {
    check(input);
    serviceSession(
      context.cloud,
      input.RoleArn,
      jobArn(context, 'TrainingJob', input.TrainingJobName),
    );
    return { TrainingJobArn: createJob(context, 'TrainingJob', withDefaults(input)) };
  },
);

function check(input: TrainingRequest): void {
  const { TrainingImage, TrainingInputMode } = input.AlgorithmSpecification;
  if (TrainingImage === undefined) throw new NotEmulated('AlgorithmName', 'name a TrainingImage');
  const modes = [
    TrainingInputMode,
    ...(input.InputDataConfig ?? []).map(({ InputMode }) => InputMode),
  ];
  if (modes.includes('Pipe')) throw new NotEmulated('the input mode Pipe', 'use File or FastFile');
  if ((input.ResourceConfig.InstanceCount ?? 1) > 1)
    throw new NotEmulated('training on several instances', 'use one');
  const names = (input.InputDataConfig ?? []).map(({ ChannelName }) => ChannelName);
  if (new Set(names).size !== names.length)
    throw validationException('Channel names must be unique');
  for (const [name, value] of Object.entries(input.HyperParameters ?? {})) {
    if (typeof value !== 'string')
      throw validationException(`The hyperparameter ${name} must be a string`);
  }
}

function withDefaults(input: TrainingRequest): TrainingRequest {
  return {
    EnableNetworkIsolation: false,
    EnableInterContainerTrafficEncryption: false,
    EnableManagedSpotTraining: false,
    ...input,
    StoppingCondition: { MaxRuntimeInSeconds: 86_400, ...input.StoppingCondition },
  };
}

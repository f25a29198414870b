import type { ModelDefinition } from '../../../domain/definition/index.ts';
import { expression, uniqueName } from '../asl.ts';
import type { State } from '../asl.ts';
import { jobState } from './sagemaker-job.ts';

/** What the training state needs to know at synthesis; the rest comes from the plan of the run. */
export interface TrainingJobProps {
  readonly definition: ModelDefinition;
  readonly partition: string;
  readonly roleArn: string;
  /** Key of output and volumes. @default - SageMaker's own */
  readonly kmsKeyArn?: string;
  readonly next: string;
  readonly catch: readonly unknown[];
}

/** Minutes for starting instances and moving data, beyond the job's own limit. */
const OVERHEAD_MINUTES = 60;

/**
 * The training job of a run. Spare capacity brings its own members: AWS refuses them on ordinary
 * jobs.
 */
export function trainingJobState({ definition, ...props }: TrainingJobProps): State {
  const { spot, maxRuntimeMinutes } = definition.training;
  const key = props.kmsKeyArn;
  return jobState({
    kind: 'training',
    partition: props.partition,
    timeoutSeconds: (maxRuntimeMinutes * (spot ? 2 : 1) + OVERHEAD_MINUTES) * 60,
    arguments: {
      TrainingJobName: uniqueName('$plan.namePrefix'),
      RoleArn: props.roleArn,
      AlgorithmSpecification: {
        TrainingImage: expression('$plan.training.image'),
        TrainingInputMode: 'File',
      },
      HyperParameters: expression('$plan.training.hyperparameters'),
      InputDataConfig: [
        channel('train', '$plan.training.trainUri'),
        channel('validation', '$plan.training.validationUri'),
      ],
      OutputDataConfig: {
        S3OutputPath: expression('$plan.training.outputUri'),
        ...(key ? { KmsKeyId: key } : {}),
      },
      ResourceConfig: {
        InstanceType: expression('$plan.training.instanceType'),
        InstanceCount: expression('$plan.training.instanceCount'),
        VolumeSizeInGB: expression('$plan.training.volumeGb'),
        ...(key ? { VolumeKmsKeyId: key } : {}),
      },
      StoppingCondition: {
        MaxRuntimeInSeconds: expression('$plan.training.maxRuntimeSeconds'),
        ...(spot ? { MaxWaitTimeInSeconds: expression('$plan.training.maxWaitSeconds') } : {}),
      },
      EnableNetworkIsolation: true,
      ...(spot
        ? {
            EnableManagedSpotTraining: true,
            CheckpointConfig: { S3Uri: expression('$plan.training.checkpointUri') },
          }
        : {}),
    },
    assign: {
      job: expression(
        "{'name': $states.result.TrainingJobName, 'arn': $states.result.TrainingJobArn, 'status': $states.result.TrainingJobStatus, 'artifact': $states.result.ModelArtifacts.S3ModelArtifacts}",
      ),
    },
    next: props.next,
    catch: props.catch,
  });
}

function channel(name: string, uri: string) {
  return {
    ChannelName: name,
    ContentType: expression('$plan.training.contentType'),
    InputMode: 'File',
    DataSource: {
      S3DataSource: {
        S3DataType: 'S3Prefix',
        S3Uri: expression(uri),
        S3DataDistributionType: 'FullyReplicated',
      },
    },
  };
}

import { expression, uniqueName } from '../asl.ts';
import type { State } from '../asl.ts';
import { jobState } from './sagemaker-job.ts';

/** Whose predictions are asked for. */
export interface TransformJobProps {
  readonly who: 'challenger' | 'champion';
  readonly partition: string;
  /** JSONata of the SageMaker model's name. */
  readonly modelName: string;
  /** Key of output. @default - S3's own */
  readonly kmsKeyArn?: string;
}

/** Seconds a transform may take. A holdout is small; most of it is starting the instance. */
const TIMEOUT_SECONDS = 2 * 3600;

/** A batch transform of the holdout. The output of the state is the job's status. */
export function transformJobState({
  who,
  partition,
  modelName,
  kmsKeyArn,
}: TransformJobProps): State {
  const state = jobState({
    kind: 'transform',
    partition,
    timeoutSeconds: TIMEOUT_SECONDS,
    arguments: {
      TransformJobName: uniqueName('$plan.namePrefix', who === 'challenger' ? 'new' : 'old'),
      ModelName: expression(modelName),
      MaxPayloadInMB: expression('$plan.transform.maxPayloadMb'),
      BatchStrategy: 'MultiRecord',
      TransformInput: {
        ContentType: expression('$plan.transform.contentType'),
        SplitType: 'Line',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3Uri: expression(`$plan.transform.${who}InputUri`),
          },
        },
      },
      TransformOutput: {
        S3OutputPath: expression(`$plan.transform.${who}OutputUri`),
        Accept: 'text/csv',
        AssembleWith: 'Line',
        ...(kmsKeyArn ? { KmsKeyId: kmsKeyArn } : {}),
      },
      TransformResources: {
        InstanceType: expression('$plan.transform.instanceType'),
        InstanceCount: expression('$plan.transform.instanceCount'),
      },
    },
  });
  return { ...state, Output: { status: expression('$states.result.TransformJobStatus') } };
}

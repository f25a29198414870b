import { expression, retrier, uniqueName, UNTOLD_RETRIES } from '../asl.ts';
import type { State } from '../asl.ts';

/** What the state needs to know at synthesis. */
export interface CreateModelProps {
  readonly partition: string;
  /** Role of the model's container. */
  readonly roleArn: string;
  /** No network for the container. Serverless endpoints refuse models with it. */
  readonly isolated: boolean;
  readonly next: string;
  readonly catch: readonly unknown[];
}

/**
 * Makes the SageMaker model of the challenger; it serves the transform job now and the endpoint
 * later.
 */
export function createModelState({
  partition,
  roleArn,
  isolated,
  next,
  catch: catchers,
}: CreateModelProps): State {
  const name = uniqueName('$plan.namePrefix');
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::sagemaker:createModel`,
    Arguments: {
      ModelName: name,
      ExecutionRoleArn: roleArn,
      PrimaryContainer: {
        Image: expression('$plan.training.image'),
        ModelDataUrl: expression('$job.artifact'),
      },
      EnableNetworkIsolation: isolated,
    },
    TimeoutSeconds: 300,
    Retry: [retrier(['States.Timeout'], 2, 10), UNTOLD_RETRIES],
    Catch: catchers,
    Assign: { modelName: expression("$substringAfter($states.result.ModelArn, ':model/')") },
    Next: next,
  };
}

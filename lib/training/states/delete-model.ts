import { expression, retrier } from '../asl.ts';
import type { State } from '../asl.ts';

/**
 * Deletes the SageMaker model of a challenger that nobody will serve. A model that is gone is no
 * failure.
 */
export function deleteModelState(partition: string, next: string): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::aws-sdk:sagemaker:deleteModel`,
    Arguments: { ModelName: expression('$modelName') },
    TimeoutSeconds: 300,
    Retry: [retrier(['States.TaskFailed'], 2, 10)],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: next }],
    Next: next,
  };
}

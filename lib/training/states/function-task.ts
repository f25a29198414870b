import { expression, LAMBDA_RETRIES } from '../asl.ts';
import type { State } from '../asl.ts';

/** A task that calls one of our functions. */
export interface FunctionTask {
  readonly functionArn: string;
  readonly partition: string;
  /** Input of the function, in JSONata. */
  readonly payload: unknown;
  /** Variable that keeps the answer. @default - it is not kept */
  readonly keepAs?: string;
  readonly next?: string;
  readonly catch?: readonly unknown[];
  /** Seconds. @default - 900, the longest a function may run */
  readonly timeoutSeconds?: number | string;
  /**
   * Waits until somebody gives the task token back. @default - the function's answer ends the task
   */
  readonly waitForToken?: boolean;
}

/** Renders the task. The payload of the answer is all that goes on: state input stays small. */
export function functionTask(task: FunctionTask): State {
  const answer = task.waitForToken ? '$states.result' : '$states.result.Payload';
  return {
    Type: 'Task',
    Resource: `arn:${task.partition}:states:::lambda:invoke${task.waitForToken ? '.waitForTaskToken' : ''}`,
    Arguments: { FunctionName: task.functionArn, Payload: task.payload },
    TimeoutSeconds: task.timeoutSeconds ?? 900,
    Retry: LAMBDA_RETRIES,
    ...(task.catch ? { Catch: task.catch } : {}),
    Output: expression(answer),
    ...(task.keepAs ? { Assign: { [task.keepAs]: expression(answer) } } : {}),
    ...(task.next ? { Next: task.next } : { End: true }),
  };
}

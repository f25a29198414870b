/** One state of the Amazon States Language, JSONata flavour. Step Functions names its members. */
export interface State {
  readonly Type: 'Task' | 'Choice' | 'Wait' | 'Pass' | 'Parallel' | 'Map' | 'Succeed' | 'Fail';
  readonly [member: string]: unknown;
}

/** States by name. */
export type States = Readonly<Record<string, State>>;

/** How a task is tried again. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly JitterStrategy: 'FULL';
}

/** A JSONata expression in a state. */
export function expression(jsonata: string): string {
  return `{% ${jsonata} %}`;
}

/** Tries again with growing pauses, spread by chance. */
export function retrier(errors: readonly string[], attempts: number, seconds: number): Retrier {
  return {
    ErrorEquals: errors,
    IntervalSeconds: seconds,
    MaxAttempts: attempts,
    BackoffRate: 2,
    MaxDelaySeconds: 600,
    JitterStrategy: 'FULL',
  };
}

/**
 * Errors of a call to Lambda itself, throttling included; those of the function's code are not
 * among them.
 */
export const LAMBDA_RETRIES: readonly Retrier[] = [
  retrier(
    [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
    ],
    6,
    2,
  ),
  retrier(['Lambda.Unknown'], 2, 5),
];

/**
 * SageMaker's error for everything that has no name of its own: throttling, which passes, and
 * denials, which do not. Tried again for about a minute, so that a denial is told soon.
 */
export const UNTOLD_RETRIES: Retrier = retrier(['SageMaker.AmazonSageMakerException'], 4, 5);

/** A name that no retry and no redrive uses again. */
export function uniqueName(prefix: string, infix = ''): string {
  const middle = infix === '' ? '' : `-${infix}`;
  return expression(
    `${prefix} & '${middle}-' & $string($states.context.Execution.RedriveCount) & '-' & $string($states.context.State.RetryCount)`,
  );
}

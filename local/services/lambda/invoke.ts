import type { Cloud } from '../../kernel/index.ts';
import { realNow } from '../../world/world.ts';
import type { Invocation, InvocationResult } from './environments/environment.ts';
import { poolOf } from './environments/pool.ts';
import type { LambdaFunction } from './functions.ts';
import { traceFor } from './trace.ts';

/** What a caller may say of an invocation. */
export type InvocationDetails = Partial<Pick<Invocation, 'requestId' | 'trace' | 'clientContext'>>;

/** Runs a function and measures it as CloudWatch wants it. */
export async function invokeFunction(
  fn: LambdaFunction,
  payload: string,
  cloud: Cloud,
  details: InvocationDetails = {},
): Promise<InvocationResult> {
  const measure = (name: string, value: number, unit: string) =>
    cloud.telemetry.metric({
      namespace: 'AWS/Lambda',
      name,
      dimensions: { FunctionName: fn.name },
      value,
      unit,
    });
  const started = realNow();
  try {
    const result = await poolOf(cloud).invoke(fn, {
      requestId: details.requestId ?? cloud.world.uuid(),
      payload,
      arn: fn.arn,
      trace: traceFor(details.trace, cloud),
      clientContext: details.clientContext,
    });
    measure('Invocations', 1, 'Count');
    measure('Duration', realNow() - started, 'Milliseconds');
    measure('Errors', result.functionError ? 1 : 0, 'Count');
    return result;
  } catch (error) {
    measure('Throttles', 1, 'Count');
    throw error;
  }
}

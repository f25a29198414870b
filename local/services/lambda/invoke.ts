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
  const of = { namespace: 'AWS/Lambda', dimensions: { FunctionName: fn.name } } as const;
  const started = realNow();
  try {
    const result = await poolOf(cloud).invoke(fn, {
      requestId: details.requestId ?? cloud.world.uuid(),
      payload,
      arn: fn.arn,
      trace: traceFor(details.trace, cloud),
      clientContext: details.clientContext,
    });
    cloud.telemetry.metrics([
      { ...of, name: 'Invocations', value: 1, unit: 'Count' },
      { ...of, name: 'Duration', value: realNow() - started, unit: 'Milliseconds' },
      { ...of, name: 'Errors', value: result.functionError ? 1 : 0, unit: 'Count' },
    ]);
    return result;
  } catch (error) {
    cloud.telemetry.metrics([{ ...of, name: 'Throttles', value: 1, unit: 'Count' }]);
    throw error;
  }
}

import type { Cloud } from '../../kernel/index.ts';
import { realNow } from '../../world/world.ts';
import type { InvocationResult } from './environment.ts';
import type { LambdaFunction } from './functions.ts';
import { poolOf } from './pool.ts';

/** Runs a function and measures it as CloudWatch wants it. */
export async function invokeFunction(
  fn: LambdaFunction,
  payload: string,
  cloud: Cloud,
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
    const result = await poolOf(cloud).invoke(fn, payload);
    measure('Invocations', 1, 'Count');
    measure('Duration', realNow() - started, 'Milliseconds');
    measure('Errors', result.functionError ? 1 : 0, 'Count');
    return result;
  } catch (error) {
    measure('Throttles', 1, 'Count');
    throw error;
  }
}

import type { Cloud } from '../../../kernel/index.ts';

/** Publishes what CloudWatch shows of an invocation. Latencies are microseconds. */
export function publishInvocation(
  cloud: Cloud,
  of: { readonly endpoint: string; readonly variant: string },
  status: number,
  realMillis: number,
): void {
  const dimensions = { EndpointName: of.endpoint, VariantName: of.variant };
  const put = (name: string, value: number, unit: string) =>
    cloud.telemetry.metric({ namespace: 'AWS/SageMaker', name, dimensions, value, unit });
  put('Invocations', 1, 'None');
  put('InvocationsPerInstance', 1, 'None');
  put('Invocation4XXErrors', status >= 400 && status < 500 ? 1 : 0, 'None');
  put('Invocation5XXErrors', status === 0 || status >= 500 ? 1 : 0, 'None');
  put('InvocationModelErrors', status < 200 || status >= 300 ? 1 : 0, 'None');
  put('ModelLatency', Math.max(1, Math.round(realMillis * 1000)), 'Microseconds');
  put('OverheadLatency', 1000, 'Microseconds');
}

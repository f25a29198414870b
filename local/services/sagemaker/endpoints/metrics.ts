import type { Cloud, MetricDatum } from '../../../kernel/index.ts';

/** Publishes what CloudWatch shows of an invocation. Latencies are microseconds. */
export function publishInvocation(
  cloud: Cloud,
  of: { readonly endpoint: string; readonly variant: string },
  status: number,
  realMillis: number,
): void {
  const dimensions = { EndpointName: of.endpoint, VariantName: of.variant };
  const datum = (name: string, value: number, unit = 'None'): MetricDatum => ({
    ...{ namespace: 'AWS/SageMaker', dimensions },
    ...{ name, value, unit },
  });
  cloud.telemetry.metrics([
    datum('Invocations', 1),
    datum('InvocationsPerInstance', 1),
    datum('Invocation4XXErrors', status >= 400 && status < 500 ? 1 : 0),
    datum('Invocation5XXErrors', status === 0 || status >= 500 ? 1 : 0),
    datum('InvocationModelErrors', status < 200 || status >= 300 ? 1 : 0),
    datum('ModelLatency', Math.max(1, Math.round(realMillis * 1000)), 'Microseconds'),
    datum('OverheadLatency', 1000, 'Microseconds'),
  ]);
}

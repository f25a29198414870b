import type {
  Cloud,
  MetricDatum,
  MetricIdentity,
  MetricPoint,
  Service,
  Telemetry,
} from './kernel/index.ts';

/** Hands measurements to the services that take them in: those with a `sink`. */
export class StoredTelemetry implements Telemetry {
  private cloud: Cloud | undefined;

  constructor(private readonly services: readonly Service[]) {}

  /** The cloud that sinks write to. */
  public attach(cloud: Cloud): void {
    this.cloud = cloud;
  }

  public metrics(data: readonly MetricDatum[]): void {
    if (!this.cloud || data.length === 0) return;
    for (const { sink } of this.services) sink?.metrics?.(data, this.cloud);
  }

  public gauge(metric: MetricIdentity, from: number, to: number): readonly MetricPoint[] {
    const cloud = this.cloud;
    if (!cloud) return [];
    return this.services.flatMap(({ gauge }) =>
      gauge?.namespace === metric.namespace ? gauge.read(metric, from, to, cloud) : [],
    );
  }

  public log(group: string, stream: string, lines: readonly string[]): void {
    for (const { sink } of this.services)
      if (this.cloud) sink?.log?.(group, stream, lines, this.cloud);
  }
}

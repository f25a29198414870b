import type {
  Cloud,
  LogLines,
  MetricDatum,
  MetricIdentity,
  MetricPoint,
  Service,
  Telemetry,
} from './kernel/index.ts';
import type { SqliteDatabase } from './store/database.ts';

/** Lines for a log stream, or what was measured; with the moment it was told at. */
type Told =
  | { readonly metrics: readonly MetricDatum[]; readonly time: number }
  | { readonly log: LogLines; readonly time: number };

/**
 * Hands logs and measurements to the services that take them in: those with a `sink`. What is told within a
 * transaction is part of it. What is told outside waits for the moment after: whoever told it goes on at
 * once, and all that came meanwhile is written in one transaction. Nobody sees the difference: it is
 * written before a clock moves, before a timer fires and before those services are asked.
 */
export class StoredTelemetry implements Telemetry {
  private cloud: Cloud | undefined;
  private told: Told[] = [];
  private poke: () => void = () => {};
  /** Names of the services that have a sink. */
  private readonly sinks: ReadonlySet<string>;

  constructor(
    private readonly services: readonly Service[],
    private readonly db: SqliteDatabase,
  ) {
    this.sinks = new Set(services.filter(({ sink }) => sink).map(({ name }) => name));
  }

  /** The cloud that sinks write to, and what is called when something waits. */
  public attach(cloud: Cloud, poke: () => void): void {
    this.cloud = cloud;
    this.poke = poke;
  }

  /** True while something waits to be written. */
  public get waits(): boolean {
    return this.told.length > 0;
  }

  public metrics(metrics: readonly MetricDatum[]): void {
    if (this.cloud && metrics.length > 0) this.take({ metrics, time: this.cloud.world.now() });
  }

  public gauge(metric: MetricIdentity, from: number, to: number): readonly MetricPoint[] {
    const cloud = this.cloud;
    if (!cloud) return [];
    return this.services.flatMap(({ gauge }) =>
      gauge?.namespace === metric.namespace ? gauge.read(metric, from, to, cloud) : [],
    );
  }

  public log(group: string, stream: string, lines: readonly string[]): void {
    if (this.cloud) this.take({ log: { group, stream, lines }, time: this.cloud.world.now() });
  }

  /** Writes what waits. */
  public flush(): void {
    if (!this.waits) return;
    const told = this.told;
    this.told = [];
    this.db.transaction(() => {
      for (const each of told) this.write(each);
    });
  }

  /** Writes what waits, where a service is about to be asked that takes it in. */
  public flushFor(service: string): void {
    if (this.waits && this.sinks.has(service)) this.flush();
  }

  private take(told: Told): void {
    if (this.db.inTransaction) return this.write(told);
    this.told.push(told);
    this.poke();
  }

  private write(told: Told): void {
    for (const { sink } of this.services) {
      if ('metrics' in told) sink?.metrics?.(told.metrics, told.time, this.cloud!);
      else sink?.log?.(told.log, told.time, this.cloud!);
    }
  }
}

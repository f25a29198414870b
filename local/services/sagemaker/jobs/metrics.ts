import { AwsError } from '../../../errors.ts';
import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import type { MetricDefinition } from './training-request.ts';

/** A metric as FinalMetricDataList shows it. */
export interface FinalMetric {
  readonly MetricName: string;
  readonly Value: number;
  readonly Timestamp: number;
}

/**
 * The lines in which the built-in XGBoost image tells its metrics: `[7]#011train-
 * rmse:0.1#011validation-rmse:0.2`.
 */
const ROUND = /^.*\[\d+\](?:\t|#011|\s)/;
const BUILT_IN = /(train|validation)-([\w@.-]+):([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/g;

/** Where metrics of training jobs are kept. */
const NAMESPACE = '/aws/sagemaker/TrainingJobs';

/** Finds metrics in the lines of a training program; the last value of each counts. */
export class MetricCollector {
  private readonly last = new Map<string, FinalMetric>();
  private readonly definitions: readonly { readonly name: string; readonly regex: RegExp }[];

  constructor(
    private readonly cloud: Cloud,
    private readonly role: RolePrincipal,
    private readonly jobName: string,
    definitions: readonly MetricDefinition[] = [],
  ) {
    this.definitions = definitions.map(({ Name, Regex }) => ({
      name: Name,
      regex: new RegExp(Regex),
    }));
  }

  /** Looks for metrics in a line. */
  public read(line: string): void {
    for (const { name, regex } of this.definitions) {
      const value = Number.parseFloat(regex.exec(line)?.[1] ?? '');
      if (!Number.isNaN(value)) this.note(name, value);
    }
    if (this.definitions.length > 0 || !ROUND.test(line)) return;
    for (const [, data, metric, value] of line.matchAll(BUILT_IN))
      this.note(`${data}:${metric}`, Number(value));
  }

  /** The last value of every metric. */
  public get final(): FinalMetric[] {
    return [...this.last.values()];
  }

  private note(name: string, value: number): void {
    this.last.set(name, { MetricName: name, Value: value, Timestamp: this.cloud.world.now() });
    if (!this.mayPublish()) return;
    const dimensions = { TrainingJobName: this.jobName };
    this.cloud.telemetry.metrics([
      {
        namespace: NAMESPACE,
        name,
        dimensions,
        value,
      },
    ]);
  }

  /** Metrics are put by the job's role; one that may not loses them, and the job goes on. */
  private mayPublish(): boolean {
    const context = { 'cloudwatch:namespace': NAMESPACE };
    try {
      const action = 'cloudwatch:PutMetricData';
      this.cloud.authorize(this.role, { action, resource: '*', context });
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  }
}

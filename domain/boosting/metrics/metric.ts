import type { LabelledMatrix } from '../matrix.ts';

/** What a metric looks at: predictions row after row, and the data with labels and weights. */
export interface Scored {
  readonly predictions: Float32Array;
  /** How many predictions a row has. */
  readonly groups: number;
  readonly data: LabelledMatrix;
}

/** Measures predictions against labels. */
export type Metric = (scored: Scored) => number;

/** A metric of the table: what follows `@` in its name may change it. */
export interface MetricDefinition {
  /** Whether more is better. */
  readonly maximize: boolean;
  /** Whether it looks at the predictions themselves. @default - at what the objective shows metrics */
  readonly ofPredictions?: boolean;
  readonly make: (argument: string | undefined) => Metric;
}

/** A metric that takes no argument. */
export function plainMetric(maximize: boolean, metric: Metric): MetricDefinition {
  return { maximize, make: () => metric };
}

import * as z from 'zod';
import { Season } from '../profile/season.ts';
import { ColumnName } from './data-contract.ts';

/** Names of metrics that can be measured on a holdout. */
export const MetricName = z.enum([
  'mae', 'rmse', 'mse', 'mape', 'r2', 'bias', 'median-absolute-error',
  'logloss', 'error', 'accuracy', 'auc', 'average-precision', 'brier', 'precision', 'recall', 'f1',
]);
export type MetricName = z.output<typeof MetricName>;

/**
 * Metrics that are means over rows, so that days can be added up; the only ones that a check can follow.
 */
export const WatchedMetric = z.enum(['mae', 'rmse', 'mse', 'logloss', 'error', 'brier']);
export type WatchedMetric = z.output<typeof WatchedMetric>;

/** Which rows a run trains on. */
export const TrainingWindow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('last-rows'), rows: z.int().min(1) }),
  z.strictObject({ kind: z.literal('last-days'), days: z.int().min(1) }),
  /** Rows since the change that led to the run, if one is known; otherwise another window. */
  z.strictObject({
    kind: z.literal('since-change'),
    otherwise: z.union([
      z.strictObject({ kind: z.literal('all') }),
      z.strictObject({ kind: z.literal('last-rows'), rows: z.int().min(1) }),
      z.strictObject({ kind: z.literal('last-days'), days: z.int().min(1) }),
    ]).prefault({ kind: 'all' }),
  }),
]);
export type TrainingWindow = z.output<typeof TrainingWindow>;

const instanceType = z.string().regex(/^ml\.[a-z0-9-]+\.[a-z0-9]+$/, "like 'ml.m5.large'");

/** How a model is trained. */
export const Training = z.strictObject({
  window: TrainingWindow.prefault({ kind: 'all' }),
  /** Accepted rows before the first training. */
  minimumRows: z.int().min(10).default(1000),
  /** Rows of the window below which a run does not train. */
  minimumWindowRows: z.int().min(10).default(100),
  instanceType: instanceType.default('ml.m5.large'),
  instanceCount: z.int().min(1).max(20).default(1),
  volumeGb: z.int().min(1).max(16_384).default(10),
  maxRuntimeMinutes: z.int().min(1).max(28 * 24 * 60).default(60),
  /** Spare capacity, up to 90 % cheaper, may be interrupted. */
  spot: z.boolean().default(false),
});
export type Training = z.output<typeof Training>;

/** A condition that a challenger has to meet. */
export const Gate = z.discriminatedUnion('kind', [
  /** Better than the champion on the same holdout rows. Passes when there is no champion. */
  z.strictObject({
    kind: z.literal('improvement'),
    metric: MetricName,
    /** Share of the champion's value by which the challenger has to be better; 0 means not worse. */
    atLeast: z.number().min(-1).max(1),
    /** Must the paired bootstrap interval of the improvement lie above 0 as well? */
    evidence: z.boolean().default(true),
  }),
  z.strictObject({
    kind: z.literal('absolute'), metric: MetricName, atMost: z.number().optional(), atLeast: z.number().optional(),
  }),
  /** Better than always answering the mean, or the most frequent class, of the training side. */
  z.strictObject({ kind: z.literal('better-than-naive'), metric: MetricName, atLeast: z.number().min(0).max(1).default(0) }),
  /** No group of rows, by the values of a column, is served worse than another by more than a factor. */
  z.strictObject({
    kind: z.literal('fairness'), metric: MetricName, by: ColumnName, maxRatio: z.number().gt(1),
    minimumRows: z.int().min(1).default(50),
  }),
]);
export type Gate = z.output<typeof Gate>;

/** How a model is served. The mode is for ever: another mode is another endpoint. */
export const Serving = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('serverless'),
    memoryMb: z.union([1024, 2048, 3072, 4096, 5120, 6144].map((size) => z.literal(size))).default(2048),
    maxConcurrency: z.int().min(1).max(200).default(5),
    /** How long a replaced version stays ready for a rollback. */
    keepPreviousHours: z.int().min(0).max(168).default(24),
  }),
  z.strictObject({
    mode: z.literal('instances'),
    instanceType: instanceType.default('ml.m5.large'),
    count: z.int().min(1).max(100).default(1),
    keepPreviousHours: z.int().min(0).max(168).default(1),
  }),
]);
export type Serving = z.output<typeof Serving>;

/** Which groups of rows are watched for how they are served. */
export const BiasPolicy = z.strictObject({
  /** Columns whose values are the groups: booleans, or columns with a `set`. */
  attributes: z.array(ColumnName).min(1).max(5),
  /** The value of the target that is to a person's favour. @default - the positive one of a binary task */
  favourable: z.string().min(1).optional(),
  /** Rows below which a group is shown and not judged. */
  minimumRows: z.int().min(10).default(100),
  /** What counts as unfair. A measure without a limit is only reported. */
  limits: z.strictObject({
    /** Largest difference between groups in the share of favourable predictions. */
    demographicParity: z.number().gt(0).max(1).optional(),
    /** Smallest ratio of these shares. */
    disparateImpact: z.number().gt(0).lt(1).default(0.8),
    /** Largest difference between groups in true or false positive rate. */
    equalizedOdds: z.number().gt(0).max(1).optional(),
  }).prefault({}),
});
export type BiasPolicy = z.output<typeof BiasPolicy>;

/** What is watched, how often and over which time. */
export const Monitors = z.strictObject({
  everyHours: z.int().min(1).max(168).default(1),
  overDays: z.int().min(1).max(90).default(7),
  minimumRows: z.int().min(10).default(500),
  /** @default - inputs are watched at 0.1 */
  drift: z.strictObject({
    /** Population stability index from which a feature counts as drifting. */
    threshold: z.number().gt(0).default(0.1),
    /**
     * False pages per year that are tolerated of a model whose inputs do not change, over all features and
     * however often it is checked.
     */
    falsePagesPerYear: z.number().gt(0).max(365).default(1),
    /** Share of false discoveries that is tolerated over all features; the stricter of both holds. */
    falseDiscoveryRate: z.number().gt(0).lt(1).default(0.01),
    /**
     * Which rows of the baseline the window is held against, by the contract's time column: all, or those of
     * the same hours or weekdays, each as often as the window has them.
     */
    compareWith: Season.default('all'),
    /** Features that are not watched; `(prediction)` for predictions. */
    ignore: z.array(z.string()).default([]),
  }).prefault({}),
  /** @default - errors are not watched */
  quality: z.strictObject({
    metric: WatchedMetric,
    /** Increase over the error on the holdout, as a share, from which the model counts as bad. */
    maxIncrease: z.number().gt(0),
  }).optional(),
  /** @default - no groups are watched */
  bias: BiasPolicy.optional(),
  /** Labels that come later than this are joined and counted as late. */
  labelsWithinHours: z.int().min(1).default(72),
});
export type Monitors = z.output<typeof Monitors>;

/** When the arbiter starts a run. */
export const Retraining = z.strictObject({
  /** New data alone: never, until the first version serves, or always. */
  onData: z.enum(['never', 'until-champion', 'always']).default('until-champion'),
  onDrift: z.boolean().default(true),
  onQuality: z.boolean().default(true),
  /**
   * Least time between two starts; doubled after each refused challenger in a row but the first, up to 8
   * times.
   */
  cooldownHours: z.int().min(0).default(24),
  maxPerDay: z.int().min(1).max(24).default(2),
  /**
   * EventBridge Scheduler expression such as `rate(7 days)` or `cron(0 6 ? * MON *)`, UTC. @default - none
   */
  schedule: z.string().regex(/^(rate|cron)\(.+\)$/, "like 'rate(7 days)' or 'cron(0 6 ? * MON *)'").optional(),
});
export type Retraining = z.output<typeof Retraining>;

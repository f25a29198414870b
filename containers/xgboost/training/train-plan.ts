import type { BoostingParams } from '../../../domain/boosting/index.ts';
import type { HyperparameterValues } from '../hyperparameters/value.ts';
import type { JobData } from './job-data.ts';
import type { MetricPlan } from './metrics.ts';

/** A job that is ready to train. */
export interface TrainPlan {
  readonly params: Partial<BoostingParams>;
  readonly metrics: MetricPlan;
  readonly values: HyperparameterValues;
  readonly data: JobData;
}

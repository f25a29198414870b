import { BoostingError } from '../errors.ts';
import { accuracy } from './accuracy.ts';
import { auc } from './auc.ts';
import { aucpr } from './aucpr.ts';
import { balancedAccuracy } from './balanced-accuracy.ts';
import { error } from './error.ts';
import { f1Binary, f1Macro } from './f1.ts';
import { gammaDeviance } from './gamma-deviance.ts';
import { gammaNloglik } from './gamma-nloglik.ts';
import { logloss } from './logloss.ts';
import { mae } from './mae.ts';
import { mape } from './mape.ts';
import { merror } from './merror.ts';
import type { Metric, MetricDefinition } from './metric.ts';
import { mlogloss } from './mlogloss.ts';
import { mphe } from './mphe.ts';
import { mse } from './mse.ts';
import { poissonNloglik } from './poisson-nloglik.ts';
import { precision, precisionMacro, precisionMicro } from './precision.ts';
import { r2 } from './r2.ts';
import { recall, recallMacro, recallMicro } from './recall.ts';
import { rmse } from './rmse.ts';
import { rmsle } from './rmsle.ts';
import { tweedieNloglik } from './tweedie-nloglik.ts';

/** Every metric offered, by the name that is reported. */
export const METRICS: Readonly<Record<string, MetricDefinition>> = {
  accuracy,
  auc,
  aucpr,
  balanced_accuracy: balancedAccuracy,
  error,
  f1: f1Macro,
  f1_binary: f1Binary,
  f1_macro: f1Macro,
  'gamma-deviance': gammaDeviance,
  'gamma-nloglik': gammaNloglik,
  logloss,
  mae,
  mape,
  merror,
  mlogloss,
  mphe,
  mse,
  'poisson-nloglik': poissonNloglik,
  precision,
  precision_macro: precisionMacro,
  precision_micro: precisionMicro,
  r2,
  recall,
  recall_macro: recallMacro,
  recall_micro: recallMicro,
  rmse,
  rmsle,
  'tweedie-nloglik': tweedieNloglik,
};

/** A metric that is ready to measure. */
export interface NamedMetric {
  readonly measure: Metric;
  readonly maximize: boolean;
  /** Whether it looks at the predictions themselves rather than at what the objective shows metrics. */
  readonly ofPredictions: boolean;
}

/** The metric of a name such as `rmse` or `error@0.7`, and whether more of it is better. */
export function metricFor(name: string): NamedMetric {
  const [base = '', argument] = name.split('@');
  const definition = METRICS[base];
  if (!definition) {
    throw new BoostingError('MetricNotOffered',
      `choose a metric out of ${Object.keys(METRICS).join(', ')}, got '${name}'`);
  }
  const { maximize, ofPredictions = false } = definition;
  return { measure: definition.make(argument), maximize, ofPredictions };
}

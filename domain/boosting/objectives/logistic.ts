import { elementwise } from './elementwise.ts';
import type { Objective, ObjectiveFactory } from './objective.ts';
import { logit, sigmoid } from './sigmoid.ts';

const f32 = Math.fround;
const LEAST_SECOND = f32(1e-16);

const logisticLoss = (
  defaultMetric: string, scalePositiveWeight: number, raw: boolean,
): Objective => elementwise({
  defaultMetric,
  link: sigmoid,
  predict: raw ? (margin) => margin : sigmoid,
  first: (probability, label) => probability - label,
  second: (probability) => Math.max(f32(probability * f32(1 - probability)), LEAST_SECOND),
  ...(!raw && { startMargin: logit }),
  allowsLabel: (label) => label >= 0 && label <= 1,
  labelProblem: 'label must be in [0,1] for logistic regression',
  positiveWeight: scalePositiveWeight,
});

/** Log loss of a binary label; predicts the probability of 1. */
export const binaryLogistic: ObjectiveFactory = (params) =>
  logisticLoss('logloss', params.scalePositiveWeight, false);

/** Log loss of a binary label; predicts the margin. */
export const binaryLogitRaw: ObjectiveFactory = (params) =>
  logisticLoss('logloss', params.scalePositiveWeight, true);

/** Log loss of a share between 0 and 1. */
export const regressionLogistic: ObjectiveFactory = (params) =>
  logisticLoss('rmse', params.scalePositiveWeight, false);

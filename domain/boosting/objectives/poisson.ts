import { elementwise } from './elementwise.ts';
import type { ObjectiveFactory } from './objective.ts';

const f32 = Math.fround;

/** Poisson regression of counts; predicts the mean. */
export const poisson: ObjectiveFactory = ({ maxDeltaStep }) => elementwise({
  defaultMetric: 'poisson-nloglik',
  allowsLabel: (label) => label >= 0,
  labelProblem: 'PoissonRegression: label must be nonnegative',
  predict: (margin) => f32(Math.exp(margin)),
  first: (margin, label) => f32(Math.exp(margin)) - label,
  second: (margin) => f32(Math.exp(f32(margin + maxDeltaStep))),
  startMargin: (baseScore) => f32(Math.log(baseScore)),
});

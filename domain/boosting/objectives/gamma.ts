import { elementwise } from './elementwise.ts';
import type { ObjectiveFactory } from './objective.ts';

const f32 = Math.fround;

/** Gamma regression of positive labels; predicts the mean. */
export const gamma: ObjectiveFactory = () => elementwise({
  defaultMetric: 'gamma-nloglik',
  allowsLabel: (label) => label > 0,
  labelProblem: 'GammaRegression: label must be positive.',
  predict: (margin) => f32(Math.exp(margin)),
  first: (margin, label) => f32(1 - f32(label / f32(Math.exp(margin)))),
  second: (margin, label) => f32(label / f32(Math.exp(margin))),
  startMargin: (baseScore) => f32(Math.log(baseScore)),
});

import { elementwise } from './elementwise.ts';
import type { ObjectiveFactory } from './objective.ts';

const f32 = Math.fround;
const LEAST = f32(-1 + 1e-6);
const LEAST_SECOND = f32(1e-6);

const logOf = (value: number): number => f32(Math.log1p(value));

/** Half the squared difference of the logarithms of prediction and label, each plus one. */
export const squaredLogError: ObjectiveFactory = ({ scalePositiveWeight }) => elementwise({
  defaultMetric: 'rmsle',
  allowsLabel: (label) => label > -1,
  labelProblem: 'label must be greater than -1 for rmsle so that log(label + 1) can be valid.',
  first: (margin, label) => {
    const bounded = Math.max(margin, LEAST);
    return f32(logOf(bounded) - logOf(label)) / f32(bounded + 1);
  },
  second: (margin, label) => {
    const bounded = Math.max(margin, LEAST);
    const numerator = f32(f32(-logOf(bounded) + logOf(label)) + 1);
    return Math.max(f32(numerator / f32(f32(bounded + 1) ** 2)), LEAST_SECOND);
  },
  positiveWeight: scalePositiveWeight,
});

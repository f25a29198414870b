import { elementwise } from './elementwise.ts';
import type { ObjectiveFactory } from './objective.ts';

const f32 = Math.fround;
const SHOWN_DIGITS = 6;

/** Tweedie regression, between Poisson (power 1) and gamma (power 2); predicts the mean. */
export const tweedie: ObjectiveFactory = ({ tweedieVariancePower: power }) => {
  const one = f32(1 - power);
  const two = f32(2 - power);
  const exp = (value: number) => f32(Math.exp(f32(value)));
  return elementwise({
    defaultMetric: `tweedie-nloglik@${Number(power.toPrecision(SHOWN_DIGITS))}`,
    allowsLabel: (label) => label >= 0,
    labelProblem: 'TweedieRegression: label must be nonnegative',
    predict: exp,
    first: (margin, label) => f32(f32(-label * exp(one * margin)) + exp(two * margin)),
    second: (margin, label) =>
      f32(f32(f32(-label * one) * exp(one * margin)) + f32(two * exp(two * margin))),
    startMargin: (baseScore) => f32(Math.log(baseScore)),
  });
};

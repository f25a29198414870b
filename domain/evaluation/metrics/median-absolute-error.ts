import type { Metric } from '../metric.ts';

/** Median of the absolute errors, in the unit of the target; a few absurd rows do not move it. */
export const medianAbsoluteError: Metric = {
  name: 'median-absolute-error',
  title: 'Median absolute error',
  direction: 'lower',
  of: (outcomes) => {
    const errors = Float64Array.from(outcomes, ({ truth, value }) => Math.abs(value - truth)).sort();
    const middle = errors.length / 2;
    return ((errors[Math.ceil(middle) - 1] ?? NaN) + (errors[Math.floor(middle)] ?? NaN)) / 2;
  },
};

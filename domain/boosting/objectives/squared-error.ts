import { elementwise } from './elementwise.ts';
import type { ObjectiveFactory } from './objective.ts';

/** Half the squared difference. */
export const squaredError: ObjectiveFactory = ({ scalePositiveWeight }) => elementwise({
  defaultMetric: 'rmse',
  first: (margin, label) => margin - label,
  second: () => 1,
  positiveWeight: scalePositiveWeight,
});

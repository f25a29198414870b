import { elementwise } from './elementwise.ts';
import type { ObjectiveFactory } from './objective.ts';

const SMALLEST_NORMAL = 1.1754943508222875e-38;

const isMarginShort = (margin: number, label: number): boolean => margin * (label * 2 - 1) < 1;

/** Hinge loss of a binary label; predicts 0 or 1. */
export const binaryHinge: ObjectiveFactory = () => elementwise({
  defaultMetric: 'error',
  predict: (margin) => (margin > 0 ? 1 : 0),
  first: (margin, label) => (isMarginShort(margin, label) ? -(label * 2 - 1) : 0),
  second: (margin, label) => (isMarginShort(margin, label) ? 1 : SMALLEST_NORMAL),
});

import { lossMetric } from './elementwise.ts';

/** Mean squared error. */
export const mse = lossMetric((prediction, label) => (label - prediction) ** 2);

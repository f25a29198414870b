import { lossMetric } from './elementwise.ts';

/** Mean absolute error as a share of the label. */
export const mape = lossMetric((prediction, label) => Math.abs((label - prediction) / label));

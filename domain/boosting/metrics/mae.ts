import { lossMetric } from './elementwise.ts';

/** Mean absolute error. */
export const mae = lossMetric((prediction, label) => Math.abs(label - prediction));

import { lossMetric } from './elementwise.ts';

/** Mean pseudo-Huber error of slope 1. */
export const mphe = lossMetric((prediction, label) => Math.sqrt(1 + (label - prediction) ** 2) - 1);

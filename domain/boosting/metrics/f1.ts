import { binaryMetric, macroMetric, share, type ClassCounts } from './confusion.ts';

const harmonic = ({ hits, predicted, actual }: ClassCounts): number =>
  share(2 * hits, predicted + actual);

/** The mean over classes of the harmonic mean of precision and recall. */
export const f1Macro = macroMetric(harmonic);

/** The harmonic mean of precision and recall of label 1. */
export const f1Binary = binaryMetric(harmonic);

import { binaryMetric, macroMetric, share, shareRight, type ClassCounts } from './confusion.ts';

const precisionOf = ({ hits, predicted }: ClassCounts): number => share(hits, predicted);

/** Of the rows called 1, the share that is. */
export const precision = binaryMetric(precisionOf);

/** The mean precision over classes. */
export const precisionMacro = macroMetric(precisionOf);

/** The precision over all classes together. */
export const precisionMicro = shareRight();

import { binaryMetric, macroMetric, share, shareRight, type ClassCounts } from './confusion.ts';

const recallOf = ({ hits, actual }: ClassCounts): number => share(hits, actual);

/** Of the rows that are 1, the share called so. */
export const recall = binaryMetric(recallOf);

/** The mean recall over classes. */
export const recallMacro = macroMetric(recallOf);

/** The recall over all classes together. */
export const recallMicro = shareRight();

import { countClasses, labelMetric, share } from './confusion.ts';

/** The mean over true classes of the share got right. */
export const balancedAccuracy = labelMetric((scored) => {
  const classes = countClasses(scored).filter(({ actual }) => actual > 0);
  return share(classes.reduce((sum, { hits, actual }) => sum + hits / actual, 0), classes.length);
});

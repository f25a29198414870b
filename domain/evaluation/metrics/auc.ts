import type { Metric, Outcome } from '../metric.ts';

/**
 * Area under the receiver operating characteristic: the chance that a positive row ranks above a negative
 * one, ties count half (Hanley and McNeil, 1982). NaN when one of the classes is absent.
 */
export const auc: Metric = {
  name: 'auc',
  title: 'Area under the ROC curve',
  direction: 'higher',
  of: (outcomes) => {
    const ascending = [...outcomes].sort((a, b) => a.value - b.value);
    const positives = ascending.filter(({ truth }) => truth === 1).length;
    const negatives = ascending.length - positives;
    return (rankSum(ascending) - (positives * (positives + 1)) / 2) / (positives * negatives);
  },
};

/** Sum of the ranks of the positive rows; equal values share the mean of their ranks. */
function rankSum(ascending: readonly Outcome[]): number {
  let sum = 0;
  for (let from = 0, to = 0; from < ascending.length; from = to) {
    let positives = 0;
    for (; to < ascending.length && ascending[to]!.value === ascending[from]!.value; to += 1) {
      positives += ascending[to]!.truth;
    }
    sum += positives * ((from + 1 + to) / 2);
  }
  return sum;
}

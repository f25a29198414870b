import { plainMetric, type Metric, type MetricDefinition } from './metric.ts';

const f32 = Math.fround;

/** The weighted mean over rows of a loss, each rounded to float32, and `finish` of that mean. */
export function meanLoss(
  loss: (prediction: number, label: number) => number, finish: (mean: number) => number = (mean) =>
    mean,
): Metric {
  return ({ predictions, data: { labels, weights } }) => {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < labels.length; row++) {
      const weight = weights ? weights[row]! : 1;
      sum += f32(f32(loss(predictions[row]!, labels[row]!)) * weight);
      total += weight;
    }
    return finish(total === 0 ? sum : sum / total);
  };
}

/** A metric to lower that is the mean of a loss. */
export function lossMetric(
  loss: (prediction: number, label: number) => number, finish?: (mean: number) => number,
): MetricDefinition {
  return plainMetric(false, meanLoss(loss, finish));
}

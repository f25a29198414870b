import { BoostingError } from '../errors.ts';
import { predictedLabels } from './labels.ts';
import { plainMetric, type Metric, type MetricDefinition, type Scored } from './metric.ts';

/** How often a class was right, foretold, and true. */
export interface ClassCounts {
  readonly label: number;
  readonly hits: number;
  readonly predicted: number;
  readonly actual: number;
}

/** Counts of every class that was foretold or true, by rising label. Weights do not count. */
export function countClasses(scored: Scored): readonly ClassCounts[] {
  const { labels } = scored.data;
  const predictions = predictedLabels(scored);
  const counts = new Map<number, { hits: number; predicted: number; actual: number }>();
  const of = (label: number) => {
    const known = counts.get(label) ?? { hits: 0, predicted: 0, actual: 0 };
    counts.set(label, known);
    return known;
  };
  labels.forEach((label, row) => {
    const predicted = predictions[row]!;
    of(label).actual++;
    of(predicted).predicted++;
    of(label).hits += predicted === label ? 1 : 0;
  });
  return [...counts].map(
    ([label, count]) => ({ label, ...count })
  ).sort((a, b) => a.label - b.label);
}

/** A share; 0 of nothing is 0. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** A metric to raise that reads labels off the predictions. */
export function labelMetric(metric: Metric): MetricDefinition {
  return { ...plainMetric(true, metric), ofPredictions: true };
}

type Score = (counts: ClassCounts) => number;

/** A metric to raise: the plain mean of a score over classes. */
export function macroMetric(score: Score): MetricDefinition {
  return labelMetric((scored) => {
    const classes = countClasses(scored);
    return share(classes.reduce((sum, counts) => sum + score(counts), 0), classes.length);
  });
}

/** A metric to raise: the score of label 1 among two labels. */
export function binaryMetric(score: Score): MetricDefinition {
  return labelMetric((scored) => {
    const classes = countClasses(scored);
    if (classes.some(({ label }) => label !== 0 && label !== 1)) {
      throw new BoostingError('LabelsNotUsable', "Target is multiclass but average='binary'. "
        + "Please choose another average setting, one of [None, 'micro', 'macro', 'weighted'].");
    }
    return score(
      classes.find(({ label }) => label === 1) ?? { label: 1, hits: 0, predicted: 0, actual: 0 }
    );
  });
}

/** A metric to raise: the share of rows got right, which is what micro averages come to. */
export function shareRight(): MetricDefinition {
  return labelMetric((scored) =>
    share(countClasses(scored).reduce((sum, { hits }) => sum + hits, 0), scored.data.rows));
}

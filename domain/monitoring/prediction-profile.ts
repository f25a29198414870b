import { binOf, noCounts, quantileBinning } from '../profile/binning.ts';
import { PREDICTION } from './baseline.ts';
import type { Prediction } from '../evaluation/outcome.ts';
import type { Binning } from '../profile/binning.ts';
import type { FeatureProfile } from '../profile/profile.ts';

const BINS = 10;

/**
 * The distribution of predictions: numbers and probabilities by quantiles, classes by their most likely
 * one.
 */
export function predictionProfile(predictions: readonly Prediction[]): FeatureProfile {
  const binning: Binning = (predictions[0]?.length ?? 1) > 1
    ? { kind: 'category', categories: predictions[0]!.map((_, index) => String(index)) }
    : quantileBinning(predictions.map(([value]) => value!), BINS);
  const counts = noCounts(binning);
  const bin = binOf(binning);
  for (const prediction of predictions) counts[bin(predictionText(prediction))]! += 1;
  return { name: PREDICTION, binning, counts };
}

/** What is watched of a prediction, as text. */
export function predictionText(prediction: Prediction): string {
  return String(prediction.length > 1 ? prediction.indexOf(Math.max(...prediction)) : prediction[0]);
}

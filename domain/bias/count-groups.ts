import { outcomeOf } from '../evaluation/outcome.ts';
import { MISSING_GROUP } from './group-counts.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { Prediction } from '../evaluation/outcome.ts';
import type { PredictedCounts, TruthCounts } from './group-counts.ts';

type Groups<Counts> = Record<string, Record<string, Counts>>;

/** Tells the favourable outcome: of a prediction, and of a truth. */
export interface Favour {
  predicted(prediction: Prediction): boolean;
  true(truth: number): boolean;
}

/**
 * The outcome that is to a person's favour, as the definition names it; of a binary task it is the positive
 * one by default.
 */
export function favourOf({ task, target, monitors }: ModelDefinition): Favour {
  const { favourable } = monitors.bias ?? {};
  const { positive = undefined, classes = [] } = 'column' in target ? target : {};
  const wanted =
    task === 'multiclass'
      ? classes.indexOf(favourable ?? '')
      : Number(favourable === undefined || favourable === positive);
  const predictedClass = (prediction: Prediction): number => {
    const { value } = outcomeOf(task, 0, prediction);
    return task === 'multiclass' ? value : Number(value >= 0.5);
  };
  return {
    predicted: (prediction) => predictedClass(prediction) === wanted,
    true: (truth) => truth === wanted,
  };
}

/** Makes the reader of a row's groups: attribute and value, from values in the order of some columns. */
export function groupReader(
  { monitors }: ModelDefinition,
  columns: readonly string[],
): (values: readonly string[]) => readonly (readonly [attribute: string, group: string])[] {
  const attributes = monitors.bias?.attributes ?? [];
  const places = attributes.map((attribute) => columns.indexOf(attribute));
  return (values) =>
    attributes.map(
      (attribute, index) => [attribute, values[places[index]!] || MISSING_GROUP] as const,
    );
}

/** Counts a prediction into its groups. */
export function countPredicted(
  into: Groups<PredictedCounts>,
  groups: readonly (readonly [string, string])[],
  favoured: boolean,
): void {
  for (const [attribute, group] of groups) {
    const of = (into[attribute] ??= {});
    const { rows, favourable } = of[group] ?? { rows: 0, favourable: 0 };
    of[group] = { rows: rows + 1, favourable: favourable + Number(favoured) };
  }
}

const NONE: TruthCounts = { positives: 0, truePositives: 0, negatives: 0, falsePositives: 0 };

/** Counts a prediction whose truth is known into its groups. */
export function countTruth(
  into: Groups<TruthCounts>,
  groups: readonly (readonly [string, string])[],
  { predicted, truth }: { readonly predicted: boolean; readonly truth: boolean },
): void {
  for (const [attribute, group] of groups) {
    const of = (into[attribute] ??= {});
    const before = of[group] ?? NONE;
    of[group] = {
      positives: before.positives + Number(truth),
      truePositives: before.truePositives + Number(truth && predicted),
      negatives: before.negatives + Number(!truth),
      falsePositives: before.falsePositives + Number(!truth && predicted),
    };
  }
}

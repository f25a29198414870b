import { seededChance } from '../../domain/chance/seeded.ts';
import { defineModel } from '../../domain/definition/index.ts';
import { sampleReference } from '../../domain/monitoring/sampled-values.ts';
import { predictionProfile } from '../../domain/monitoring/prediction-profile.ts';
import { profileOf } from '../../domain/profile/profile.ts';
import type { ModelDefinition } from '../../domain/definition/index.ts';
import type { Baseline } from '../../domain/monitoring/baseline.ts';

const [NUMBERS, CATEGORIES] = [12, 8];

/** A model of 12 numbers and 8 categories. */
export function wideModel(): ModelDefinition {
  const numbers = Array.from({ length: NUMBERS }, (_, index) => `number_${index}`);
  const categories = Array.from({ length: CATEGORIES }, (_, index) => `category_${index}`);
  return defineModel({
    name: 'wide',
    task: 'regression',
    target: { column: 'target' },
    contract: {
      columns: [
        ...numbers.map((name) => ({ name, type: 'number' as const, nullable: true })),
        ...categories.map((name) => ({ name, type: 'category' as const, nullable: true })),
        { name: 'target', type: 'number' },
      ],
    },
    features: [
      ...numbers.map((column) => ({ kind: 'numeric' as const, column })),
      ...categories.map((column) => ({ kind: 'category' as const, column })),
    ],
    algorithm: { kind: 'xgboost', hyperparameters: { num_round: 10 } },
    monitors: { everyHours: 24, overDays: 7, minimumRows: 1000 },
  });
}

/** Columns of a request. */
export function wideColumns(): readonly string[] {
  return wideModel()
    .contract.columns.slice(0, -1)
    .map(({ name }) => name);
}

/** Makes rows: skewed numbers of three decimals, 2 % of them missing, and categories with a long tail. */
export function wideRows(seed: string): () => string[] {
  const chance = seededChance(seed);
  return () => [
    ...Array.from({ length: NUMBERS }, (_, index) =>
      chance() < 0.02 ? '' : (-Math.log(1 - chance()) * 10 * (index + 1)).toFixed(3),
    ),
    ...Array.from(
      { length: CATEGORIES },
      (_, index) => `group ${Math.floor(chance() ** 2 * (8 + 4 * index))}`,
    ),
  ];
}

/** The baseline of 20,000 such rows. */
export function wideBaseline(): Baseline {
  const { features, contract } = wideModel();
  const next = wideRows('baseline');
  const chance = seededChance('predictions');
  const rows = Array.from({ length: 20_000 }, () => [...next(), '0']);
  const columns = contract.columns.map(({ name }) => name);
  const profiles = profileOf(features, columns, rows);
  return {
    version: 1,
    inputs: features,
    features: profiles,
    predictions: predictionProfile(Array.from({ length: 4000 }, () => [chance() * 50])),
    sample: sampleReference({ features, profiles, contract }, rows),
    reference: null,
  };
}

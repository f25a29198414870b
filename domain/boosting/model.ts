import type { Tree } from './tree.ts';

/** A model of regression trees. */
export interface TreeModel {
  readonly booster: 'gbtree' | 'dart';
  readonly trees: readonly Tree[];
  /** Which margin of a row each tree adds to. */
  readonly treeGroups: Int32Array;
  /** What each tree counts. @default - every tree counts 1 */
  readonly treeWeights?: Float32Array;
}

/** A linear model: for each feature, then for the bias, one coefficient per group. */
export interface LinearModel {
  readonly booster: 'gblinear';
  readonly coefficients: Float32Array;
}

/** Parts of a model that do not depend on its booster. */
export interface ModelFrame {
  readonly objective: string;
  readonly baseScore: number;
  readonly features: number;
  /** How many margins a row has. */
  readonly groups: number;
  /** `num_class` of the model file: 0 unless the objective tells classes apart. */
  readonly classes: number;
  /** Trees per round and group. */
  readonly parallelTrees: number;
  readonly tweedieVariancePower: number;
  readonly scalePositiveWeight: number;
  /** Free text kept with the model, such as `best_iteration`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Names of the features. @default - none, features go by position */
  readonly featureNames?: readonly string[];
}

/** A trained model. */
export interface Model extends ModelFrame {
  readonly learner: TreeModel | LinearModel;
}

/** The model as it was after so many rounds. */
export function firstRounds(model: Model, rounds: number): Model {
  const { learner } = model;
  if (learner.booster === 'gblinear') {
    return model;
  }
  const count = rounds * model.groups * model.parallelTrees;
  return {
    ...model,
    learner: {
      ...learner,
      trees: learner.trees.slice(0, count),
      treeGroups: learner.treeGroups.slice(0, count),
      ...(learner.treeWeights && { treeWeights: learner.treeWeights.slice(0, count) }),
    },
  };
}

import { BoostingError } from './errors.ts';
import { widen, type FeatureMatrix } from './matrix.ts';
import type { LinearModel, Model, TreeModel } from './model.ts';
import type { Objective } from './objectives/objective.ts';
import { objectiveFor } from './objectives/table.ts';
import { completeParams } from './params.ts';
import type { Tree } from './tree.ts';

/** What the model foretells for each row; as many numbers per row as the objective gives. */
export function predict(model: Model, matrix: FeatureMatrix): Float32Array {
  return objectiveOf(model).predictions(predictMargins(model, matrix));
}

/** The sums of leaf scores, row after row, before the objective turns them into predictions. */
export function predictMargins(model: Model, matrix: FeatureMatrix): Float32Array {
  if (matrix.columns > model.features) {
    throw new BoostingError('TooManyColumns',
      `send at most ${model.features} columns, the features of the model, got ${matrix.columns}`);
  }
  const start = objectiveOf(model).startMargin(Math.fround(model.baseScore));
  const margins = new Float32Array(matrix.rows * model.groups).fill(start);
  const full = widen(matrix, model.features);
  if (model.learner.booster === 'gblinear') {
    addLinear(model.learner, full, margins);
  } else {
    addTrees(model.learner, full, margins, { groups: model.groups, from: 0 });
  }
  return margins;
}

/** Adds the scores of the trees from number `from` on to margins. */
export function addTrees(
  learner: TreeModel, matrix: FeatureMatrix, margins: Float32Array,
  { groups, from }: { readonly groups: number; readonly from: number },
): void {
  for (let at = from; at < learner.trees.length; at++) {
    const factor = learner.treeWeights ? learner.treeWeights[at]! : 1;
    addTree(
      learner.trees[at]!, matrix, margins, { groups, group: learner.treeGroups[at]!, factor }
    );
  }
}

interface TreePlace {
  readonly groups: number;
  readonly group: number;
  readonly factor: number;
}

function addTree(
  tree: Tree, {
    values, columns, rows,
  }: FeatureMatrix, margins: Float32Array, { groups, group, factor }: TreePlace,
): void {
  const { left, right, feature, threshold, defaultLeft } = tree;
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    let node = 0;
    while (left[node]! >= 0) {
      const value = values[from + feature[node]!]!;
      const goesLeft = value === value ? value < threshold[node]! : defaultLeft[node] === 1;
      node = goesLeft ? left[node]! : right[node]!;
    }
    margins[row * groups + group]! += Math.fround(factor * threshold[node]!);
  }
}

/** Adds the sums of a linear model to margins; it takes a missing value for nothing at all. */
export function addLinear(
  { coefficients }: LinearModel, { values, columns, rows }: FeatureMatrix, margins: Float32Array,
): void {
  const groups = margins.length / rows;
  for (let at = 0; at < margins.length; at++) {
    const row = Math.floor(at / groups);
    const group = at % groups;
    let sum = Math.fround(margins[at]! + coefficients[columns * groups + group]!);
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column]!;
      if (value === value) {
        sum = Math.fround(sum + Math.fround(value * coefficients[column * groups + group]!));
      }
    }
    margins[at] = sum;
  }
}

/** Objectives of models that were asked before: many are asked for one row at a time. */
const objectives = new WeakMap<Model, Objective>();

/** The objective a model was trained with. */
export function objectiveOf(model: Model): Objective {
  const known = objectives.get(model);
  if (known !== undefined) return known;
  const { objective, classes, tweedieVariancePower, scalePositiveWeight } = model;
  const params = completeParams({ objective, classes, tweedieVariancePower, scalePositiveWeight });
  const made = objectiveFor(params);
  objectives.set(model, made);
  return made;
}

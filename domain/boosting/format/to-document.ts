import type { LinearModel, Model, TreeModel } from '../model.ts';
import type { Tree } from '../tree.ts';
import type { DocumentObject } from './document.ts';
import { floatText } from './json.ts';

/** The version of XGBoost whose files are written. */
const VERSION = [1, 7, 4] as const;

/**
 * A model laid out as XGBoost 1.7.4 lays out its files: parameters are text, keys are in the order
 * of the alphabet.
 */
export function toDocument(model: Model): DocumentObject {
  return {
    learner: {
      attributes: { ...model.attributes },
      feature_names: [...(model.featureNames ?? [])],
      feature_types: [],
      gradient_booster: boosterDocument(model),
      learner_model_param: {
        base_score: floatText(model.baseScore),
        boost_from_average: '1',
        num_class: String(model.classes),
        num_feature: String(model.features),
        num_target: '1',
      },
      objective: objectiveDocument(model),
    },
    version: VERSION,
  };
}

function boosterDocument(model: Model): DocumentObject {
  const { learner } = model;
  if (learner.booster === 'gblinear') {
    return linearDocument(learner);
  }
  const trees = treesDocument(model, learner);
  return learner.booster === 'gbtree'
    ? { model: trees, name: 'gbtree' }
    : {
      gbtree: { model: trees, name: 'gbtree' }, name: 'dart',
      weight_drop: learner.treeWeights ?? [],
    };
}

function linearDocument({ coefficients }: LinearModel): DocumentObject {
  return { model: { boosted_rounds: 0, weights: coefficients }, name: 'gblinear' };
}

function treesDocument(model: Model, { trees, treeGroups }: TreeModel): DocumentObject {
  return {
    gbtree_model_param: {
      num_parallel_tree: String(model.parallelTrees),
      num_trees: String(trees.length),
      size_leaf_vector: '0',
    },
    tree_info: Array.from(treeGroups),
    trees: trees.map((tree, id) => treeDocument(tree, id, model.features)),
  };
}

function treeDocument(tree: Tree, id: number, features: number): DocumentObject {
  const nodes = tree.left.length;
  return {
    base_weights: tree.weight,
    categories: new Int32Array(0),
    categories_nodes: new Int32Array(0),
    categories_segments: new BigInt64Array(0),
    categories_sizes: new BigInt64Array(0),
    default_left: tree.defaultLeft,
    id,
    left_children: tree.left,
    loss_changes: tree.gain,
    parents: tree.parent,
    right_children: tree.right,
    split_conditions: tree.threshold,
    split_indices: tree.feature,
    split_type: new Uint8Array(nodes),
    sum_hessian: tree.hessian,
    tree_param: {
      num_deleted: '0', num_feature: String(features), num_nodes: String(nodes), size_leaf_vector: '0',
    },
  };
}

const PLAIN_OBJECTIVES = new Set(['binary:hinge', 'reg:absoluteerror', 'reg:gamma']);

function objectiveDocument(model: Model): DocumentObject {
  const { objective: name } = model;
  if (name.startsWith('multi:')) {
    return { name, softmax_multiclass_param: { num_class: String(model.classes) } };
  }
  if (name === 'count:poisson') {
    return { name, poisson_regression_param: { max_delta_step: '0.699999988' } };
  }
  if (name === 'reg:tweedie') {
    return {
      name, tweedie_regression_param: { tweedie_variance_power: shown(model.tweedieVariancePower) },
    };
  }
  if (name === 'reg:pseudohubererror') {
    return { name, pseudo_huber_param: { huber_slope: '1' } };
  }
  return PLAIN_OBJECTIVES.has(name)
    ? { name }
    : { name, reg_loss_param: { scale_pos_weight: shown(model.scalePositiveWeight) } };
}

function shown(parameter: number): string {
  return String(Number(parameter.toPrecision(9)));
}

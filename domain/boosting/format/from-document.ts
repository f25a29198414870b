import { BoostingError } from '../errors.ts';
import type { LinearModel, Model, TreeModel } from '../model.ts';
import type { Tree } from '../tree.ts';
import { isObject, isTypedArray, type DocumentObject, type DocumentValue } from './document.ts';

/** Reads a model off a document, as XGBoost 1.x to 3.x lay it out. */
export function fromDocument(document: DocumentValue): Model {
  const learner = objectAt(isObject(document) ? document : {}, 'learner');
  const param = objectAt(learner, 'learner_model_param');
  const objective = objectAt(learner, 'objective');
  const booster = objectAt(learner, 'gradient_booster');
  const classes = Number(textAt(param, 'num_class'));
  const model = modelOf(booster);
  const names = listAt(learner, 'feature_names').map(String);
  return {
    objective: textAt(objective, 'name'),
    baseScore: baseScoreOf(textAt(param, 'base_score')),
    features: Number(textAt(param, 'num_feature')),
    groups: Math.max(1, classes),
    classes,
    parallelTrees: parallelTreesOf(booster),
    tweedieVariancePower: Number(parameterOf(objective, 'tweedie_variance_power') ?? 1.5),
    scalePositiveWeight: Number(parameterOf(objective, 'scale_pos_weight') ?? 1),
    attributes: attributesOf(learner),
    ...(names.length > 0 && { featureNames: names }),
    learner: model,
  };
}

/** From 3.1 on the base score is a list of one number. */
function baseScoreOf(text: string): number {
  return Number(text.replace(/[[\]]/g, ''));
}

function modelOf(booster: DocumentObject): TreeModel | LinearModel {
  const name = textAt(booster, 'name');
  if (name === 'gblinear') {
    return {
      booster: 'gblinear',
      coefficients: Float32Array.from(numbersAt(objectAt(booster, 'model'), 'weights')),
    };
  }
  if (name === 'gbtree') {
    return { booster: 'gbtree', ...treesOf(objectAt(booster, 'model')) };
  }
  if (name === 'dart') {
    const trees = treesOf(objectAt(objectAt(booster, 'gbtree'), 'model'));
    return {
      booster: 'dart', ...trees, treeWeights: Float32Array.from(numbersAt(booster, 'weight_drop')),
    };
  }
  throw unreadable(`a booster gbtree, dart, or gblinear, got '${name}'`);
}

function treesOf(model: DocumentObject): { trees: Tree[]; treeGroups: Int32Array } {
  const trees = listAt(model, 'trees').map((tree) => treeOf(isObject(tree) ? tree : {}));
  return { trees, treeGroups: Int32Array.from(numbersAt(model, 'tree_info')) };
}

function treeOf(tree: DocumentObject): Tree {
  if (numbersAt(tree, 'split_type', []).some((type) => type !== 0)) {
    throw unreadable('splits on numbers, got splits on categories');
  }
  return {
    left: Int32Array.from(numbersAt(tree, 'left_children')),
    right: Int32Array.from(numbersAt(tree, 'right_children')),
    parent: Int32Array.from(numbersAt(tree, 'parents')),
    feature: Int32Array.from(numbersAt(tree, 'split_indices')),
    threshold: Float32Array.from(numbersAt(tree, 'split_conditions')),
    defaultLeft: Uint8Array.from(numbersAt(tree, 'default_left')),
    gain: Float32Array.from(numbersAt(tree, 'loss_changes')),
    hessian: Float32Array.from(numbersAt(tree, 'sum_hessian')),
    weight: Float32Array.from(numbersAt(tree, 'base_weights')),
  };
}

function parallelTreesOf(booster: DocumentObject): number {
  const inner = isObject(booster['gbtree']) ? booster['gbtree'] : booster;
  const model = isObject(inner['model']) ? inner['model'] : {};
  const param = isObject(model['gbtree_model_param']) ? model['gbtree_model_param'] : {};
  return Math.max(1, Number(param['num_parallel_tree'] ?? 1));
}

/** A parameter of the objective, whatever group it stands in. */
function parameterOf(objective: DocumentObject, name: string): DocumentValue | undefined {
  return Object.values(objective).filter(isObject).map((group) => group[name]).find(
    (value) => value !== undefined
  );
}

function attributesOf(learner: DocumentObject): Record<string, string> {
  const attributes = learner['attributes'];
  return isObject(attributes)

      ? Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]))
      : {};
}

function objectAt(parent: DocumentObject, key: string): DocumentObject {
  const value = parent[key];
  if (!isObject(value)) {
    throw unreadable(`an object '${key}'`);
  }
  return value;
}

function textAt(parent: DocumentObject, key: string): string {
  const value = parent[key];
  if (typeof value !== 'string') {
    throw unreadable(`a text '${key}'`);
  }
  return value;
}

function listAt(parent: DocumentObject, key: string): readonly DocumentValue[] {
  const value = parent[key];
  return Array.isArray(value) ? value : [];
}

function numbersAt(
  parent: DocumentObject, key: string, otherwise?: readonly number[],
): readonly number[] {
  const value = parent[key];
  if (Array.isArray(value)) {
    return value.map(Number);
  }
  if (value !== undefined && isTypedArray(value)) {
    return Array.from(value as ArrayLike<number>, Number);
  }
  if (!otherwise) {
    throw unreadable(`numbers '${key}'`);
  }
  return otherwise;
}

function unreadable(expected: string): BoostingError {
  return new BoostingError('ModelUnreadable', `expected ${expected} in the model`);
}

/*
 * The binary form of XGBoost models before 3.1 (src/learner.cc, src/gbm/gbtree_model.h,
 * include/xgboost/tree_model.h, Apache-2.0, Copyright XGBoost contributors): C structures written
 * out as they lie in memory, little-endian.
 */
import { BoostingError } from '../errors.ts';
import type { LinearModel, Model, TreeModel } from '../model.ts';
import type { Tree } from '../tree.ts';
import { ByteReader } from './byte-reader.ts';

const HEADER = 'binf';
const LEARNER_PARAM_BYTES = 136;
const TREE_MODEL_PARAM_BYTES = 160;
const TREE_PARAM_BYTES = 148;
const LINEAR_PARAM_BYTES = 136;
const FEATURE_MASK = 0x7fffffff;
/** Attributes of this name hold settings of the learner, not the user's. */
const SETTING_PREFIX = 'SAVED_PARAM_';

/** Reads a model in the old binary form. */
export function readLegacyBinary(bytes: Uint8Array): Model {
  const reader = new ByteReader(bytes, true);
  if (reader.text(HEADER.length) !== HEADER) {
    reader.seek(0);
  }
  const param = readLearnerParam(reader);
  const objective = readText(reader);
  const booster = readText(reader);
  const { learner, parallelTrees } = readBooster(reader, booster);
  const attributes = param.hasAttributes ? readAttributes(reader) : {};
  return {
    objective,
    baseScore: param.baseScore,
    features: param.features,
    groups: Math.max(1, param.classes),
    classes: param.classes,
    parallelTrees,
    tweedieVariancePower: 1.5,
    scalePositiveWeight: 1,
    attributes,
    learner,
  };
}

function readLearnerParam(reader: ByteReader) {
  const start = reader.position;
  const baseScore = reader.float32();
  const features = reader.uint32();
  const classes = reader.int32();
  const hasAttributes = reader.int32() !== 0;
  reader.seek(start + LEARNER_PARAM_BYTES);
  return { baseScore, features, classes, hasAttributes };
}

function readText(reader: ByteReader): string {
  return reader.text(reader.int64());
}

interface ReadBooster {
  readonly learner: TreeModel | LinearModel;
  readonly parallelTrees: number;
}

function readBooster(reader: ByteReader, name: string): ReadBooster {
  if (name === 'gblinear') {
    reader.seek(reader.position + LINEAR_PARAM_BYTES);
    return { learner: { booster: name, coefficients: readFloats(reader) }, parallelTrees: 1 };
  }
  if (name !== 'gbtree' && name !== 'dart') {
    throw new BoostingError(
      'ModelUnreadable', `expected a booster gbtree, dart, or gblinear, got '${name}'`
    );
  }
  const { parallelTrees, ...trees } = readTrees(reader);
  const weighted = name === 'dart' && trees.trees.length > 0;
  return {
    learner: { booster: name, ...trees, ...(weighted && { treeWeights: readFloats(reader) }) },
    parallelTrees,
  };
}

function readTrees(reader: ByteReader) {
  const start = reader.position;
  const count = reader.int32();
  const parallelTrees = Math.max(1, reader.int32());
  reader.seek(start + TREE_MODEL_PARAM_BYTES);
  const trees: Tree[] = [];
  for (let i = 0; i < count; i++) {
    trees.push(readTree(reader));
  }
  return {
    trees, treeGroups: Int32Array.from({ length: count }, () => reader.int32()), parallelTrees,
  };
}

function readTree(reader: ByteReader): Tree {
  const start = reader.position;
  reader.int32();
  const count = reader.int32();
  reader.seek(start + TREE_PARAM_BYTES);
  const tree: Tree = {
    left: new Int32Array(count),
    right: new Int32Array(count),
    parent: new Int32Array(count),
    feature: new Int32Array(count),
    threshold: new Float32Array(count),
    defaultLeft: new Uint8Array(count),
    gain: new Float32Array(count),
    hessian: new Float32Array(count),
    weight: new Float32Array(count),
  };
  for (let node = 0; node < count; node++) {
    readNode(reader, tree, node);
  }
  for (let node = 0; node < count; node++) {
    tree.gain[node] = reader.float32();
    tree.hessian[node] = reader.float32();
    tree.weight[node] = reader.float32();
    reader.int32();
  }
  return tree;
}

function readNode(reader: ByteReader, tree: Tree, node: number): void {
  tree.parent[node] = reader.int32() & FEATURE_MASK;
  tree.left[node] = reader.int32();
  tree.right[node] = reader.int32();
  const split = reader.uint32();
  tree.feature[node] = split & FEATURE_MASK;
  tree.defaultLeft[node] = split >>> 31;
  tree.threshold[node] = reader.float32();
}

function readFloats(reader: ByteReader): Float32Array {
  return Float32Array.from({ length: reader.int64() }, () => reader.float32());
}

function readAttributes(reader: ByteReader): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let left = reader.int64(); left > 0; left--) {
    const key = readText(reader);
    const value = readText(reader);
    if (!key.startsWith(SETTING_PREFIX)) {
      attributes[key] = value;
    }
  }
  return attributes;
}

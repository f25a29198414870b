import { binMatrix, countBins, type BinnedMatrix } from './bins.ts';
import { findCuts } from './cuts.ts';
import { TreeGrower, type GrownTree } from './grow-tree.ts';
import type { Kernel } from './kernel/kernel.ts';
import { plainKernel } from './kernel/plain-kernel.ts';
import { wasmKernel } from './kernel/wasm-kernel.ts';
import { LinearTrainer } from './linear.ts';
import type { FeatureMatrix, LabelledMatrix } from './matrix.ts';
import type { LinearModel, TreeModel } from './model.ts';
import type { Objective } from './objectives/objective.ts';
import type { BoostingParams } from './params.ts';
import { addLinear, addTrees } from './predict.ts';
import { seededRandom, type Random } from './random.ts';
import { ColumnSampler, sampleRows } from './sampling.ts';
import type { Tree } from './tree.ts';

/** Margins of some data, which follow the model as it grows. */
export interface Followed {
  readonly matrix: FeatureMatrix;
  readonly margins: Float32Array;
}

/** Learns from gradients, one round after the other. */
export interface Booster {
  /** Arrays for the gradients, one per group. */
  readonly gradients: readonly Float32Array[];
  /** An array for the margins of the training data, row after row. */
  readonly margins: Float32Array;
  /** Learns a round from the gradients; brings all margins up to date. */
  boost(followed: readonly Followed[]): void;
  /** What was learned so far. */
  learner(): TreeModel | LinearModel;
}

/** The booster the parameters name. */
export function makeBooster(
  matrix: LabelledMatrix, params: BoostingParams, objective: Objective,
): Booster {
  return params.booster === 'gblinear'
    ? new LinearBooster(matrix, params, objective) : new TreeBooster(matrix, params, objective);
}

class TreeBooster implements Booster {
  readonly gradients: readonly Float32Array[];
  readonly margins: Float32Array;
  private readonly kernel: Kernel;
  private readonly data: BinnedMatrix;
  private readonly grower: TreeGrower;
  private readonly random: Random;
  private readonly trees: Tree[] = [];
  private readonly treeGroups: number[] = [];

  constructor(
    private readonly matrix: LabelledMatrix,
    private readonly params: BoostingParams,
    private readonly objective: Objective,
  ) {
    const cuts = findCuts(matrix, params);
    const { groups } = objective;
    this.kernel = kernelFor(matrix, params, { bins: countBins(cuts), groups });
    const { allocator } = this.kernel;
    this.data = binMatrix(matrix, cuts, allocator);
    this.gradients = Array.from({ length: groups }, () => allocator.float32(2 * matrix.rows));
    this.margins = allocator.float32(matrix.rows * groups);
    this.grower = new TreeGrower(this.data, params, this.kernel);
    this.random = seededRandom(params.seed);
  }

  boost(followed: readonly Followed[]): void {
    const before = this.trees.length;
    this.gradients.forEach((own, group) => {
      const fresh = this.params.parallelTrees > 1 ? own.slice() : own;
      for (let tree = 0; tree < this.params.parallelTrees; tree++) {
        own.set(fresh);
        this.addTree(own, group);
      }
    });
    for (const { matrix, margins } of followed) {
      addTrees(this.learner(), matrix, margins, { groups: this.gradients.length, from: before });
    }
  }

  learner(): TreeModel {
    return {
      booster: 'gbtree', trees: [...this.trees], treeGroups: Int32Array.from(this.treeGroups),
    };
  }

  private addTree(gradients: Float32Array, group: number): void {
    sampleRows(gradients, this.params.subsample, this.random);
    const columns = new ColumnSampler(this.data.columns, this.params, this.random);
    const grown = this.grower.grow(gradients, columns);
    this.refineLeaves(grown);
    const { groups } = this.objective;
    const place = { margins: this.margins, groups, group };
    for (const leaf of grown.leaves) {
      this.kernel.addScore(place, leaf, grown.draft.score(leaf.node));
    }
    this.trees.push(grown.draft.finish());
    this.treeGroups.push(group);
  }

  private refineLeaves({ draft, leaves }: GrownTree): void {
    const { leafScore } = this.objective;
    if (leafScore) {
      for (const { rows, start, end, node } of leaves) {
        draft.setScore(node, leafScore(rows.subarray(start, end), this.margins, this.matrix));
      }
    }
  }
}

const DEEPEST_COUNTED = 30;

/** The fastest kernel that has room for the training. */
function kernelFor(
  { rows, columns }: LabelledMatrix, params: BoostingParams,
  { bins, groups }: { readonly bins: number; readonly groups: number },
): Kernel {
  const byDepth = params.maxDepth === 0
    ? Infinity
    : 2 ** (Math.min(params.maxDepth, DEEPEST_COUNTED) - 1);
  const byLeaves = params.maxLeaves === 0 ? Infinity : params.maxLeaves;
  const histograms = Math.min(byDepth, byLeaves, rows) + 2;
  return wasmKernel({ rows, columns, bins, groups, histograms }) ?? plainKernel({ bins });
}

class LinearBooster implements Booster {
  readonly gradients: readonly Float32Array[];
  readonly margins: Float32Array;
  private readonly trainer: LinearTrainer;
  private readonly start: number;

  constructor(
    private readonly matrix: LabelledMatrix, params: BoostingParams, objective: Objective,
  ) {
    this.gradients = Array.from(
      { length: objective.groups }, () => new Float32Array(2 * matrix.rows)
    );
    this.margins = new Float32Array(matrix.rows * objective.groups);
    this.trainer = new LinearTrainer(matrix, params, objective.groups);
    this.start = objective.startMargin(
      Math.fround(params.baseScore ?? objective.estimateBaseScore?.(matrix) ?? 0.5)
    );
  }

  boost(followed: readonly Followed[]): void {
    this.gradients.forEach((own, group) => this.trainer.improve(own, group));
    for (const { matrix, margins: all } of [{ matrix: this.matrix, margins: this.margins }, ...followed]) {
      addLinear(this.learner(), matrix, all.fill(this.start));
    }
  }

  learner(): LinearModel {
    return this.trainer.model();
  }
}

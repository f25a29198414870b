import { binMatrix, type BinnedMatrix } from './bins.ts';
import { findCuts } from './cuts.ts';
import { EarlyStopping, type EarlyStoppingRule } from './early-stopping.ts';
import { BoostingError } from './errors.ts';
import { TreeGrower, type GrownTree } from './grow-tree.ts';
import { metricFor } from './metrics/table.ts';
import { widen, type LabelledMatrix } from './matrix.ts';
import { firstRounds, type Model, type TreeModel } from './model.ts';
import type { Objective } from './objectives/objective.ts';
import { objectiveFor } from './objectives/table.ts';
import { completeParams, type BoostingParams } from './params.ts';
import { addTrees } from './predict.ts';
import { seededRandom, type Random } from './random.ts';
import { ColumnSampler, sampleRows } from './sampling.ts';
import type { Tree } from './tree.ts';

/** Data that is measured after every round. */
export interface Watched {
  readonly name: string;
  readonly matrix: LabelledMatrix;
}

/** What a metric came to on some data after a round. */
export interface RoundScore {
  readonly data: string;
  readonly metric: string;
  readonly value: number;
}

/** A finished round. */
export interface Round {
  readonly round: number;
  /** By data, then by metric, in the order they were asked for. */
  readonly scores: readonly RoundScore[];
  /** The model so far. */
  readonly model: () => Model;
}

/** What happens beside the training itself. */
export interface TrainOptions {
  /** @default - nothing is measured */
  readonly watch?: readonly Watched[];
  /** @default - the metric of the objective */
  readonly metrics?: readonly string[];
  /** @default - all rounds are trained and kept */
  readonly earlyStopping?: EarlyStoppingRule;
}

/** Trains a model on a matrix and tells of every round. The same input always gives the same model. */
export function train(
  matrix: LabelledMatrix, params: Partial<BoostingParams>,
  options: TrainOptions & { readonly onRound?: (round: Round) => void } = {},
): Model {
  const rounds = trainRounds(matrix, params, options);
  for (;;) {
    const next = rounds.next();
    if (next.done) {
      return next.value;
    }
    options.onRound?.(next.value);
  }
}

/**
 * Trains round by round: whoever asks for the next round may do other things in between, or never ask
 * again.
 */
export function trainRounds(
  matrix: LabelledMatrix, params: Partial<BoostingParams>, options: TrainOptions = {},
): Generator<Round, Model, void> {
  return new Training(matrix, completeParams(params), options).run();
}

interface WatchedMargins extends Watched {
  readonly margins: Float32Array;
}

class Training {
  private readonly objective: Objective;
  private readonly data: BinnedMatrix;
  private readonly grower: TreeGrower;
  private readonly random: Random;
  private readonly gradients: readonly Float32Array[];
  private readonly margins: Float32Array;
  private readonly watched: readonly WatchedMargins[];
  private readonly baseScore: number;
  private readonly trees: Tree[] = [];
  private readonly treeGroups: number[] = [];

  constructor(
    private readonly matrix: LabelledMatrix,
    private readonly params: BoostingParams,
    private readonly options: TrainOptions,
  ) {
    this.objective = objectiveFor(params);
    const problem = this.objective.labelProblem?.(matrix);
    if (problem !== undefined) {
      throw new BoostingError('LabelsNotUsable', problem);
    }
    this.data = binMatrix(matrix, findCuts(matrix, params.maxBins));
    this.grower = new TreeGrower(this.data, params);
    this.random = seededRandom(params.seed);
    const { groups } = this.objective;
    this.gradients = Array.from({ length: groups }, () => new Float32Array(2 * matrix.rows));
    this.baseScore = Math.fround(params.baseScore ?? this.objective.estimateBaseScore?.(matrix) ?? 0.5);
    const start = this.objective.startMargin(this.baseScore);
    this.margins = new Float32Array(matrix.rows * groups).fill(start);
    this.watched = (options.watch ?? []).map((watched) => ({
      name: watched.name,
      matrix: widen(watched.matrix, matrix.columns),
      margins: watched.matrix === matrix
        ? this.margins : new Float32Array(watched.matrix.rows * groups).fill(start),
    }));
  }

  *run(): Generator<Round, Model, void> {
    const { earlyStopping: rule } = this.options;
    const stopping = rule && new EarlyStopping(rule);
    for (let round = 0; round < this.params.rounds; round++) {
      this.boost();
      const scores = this.measure();
      yield { round, scores, model: () => this.model() };
      if (stopping?.shouldStopAfter(round, scores)) {
        break;
      }
    }
    return stopping ? stopping.best(this.model(), firstRounds) : this.model();
  }

  private boost(): void {
    this.objective.gradients(this.margins, this.matrix, this.gradients);
    const before = this.trees.length;
    this.gradients.forEach((gradients, group) => {
      const fresh = this.params.parallelTrees > 1 ? gradients.slice() : gradients;
      for (let tree = 0; tree < this.params.parallelTrees; tree++) {
        gradients.set(fresh);
        this.addTree(gradients, group);
      }
    });
    const { groups } = this.objective;
    for (const { matrix, margins } of this.watched) {
      if (margins !== this.margins) {
        addTrees(this.learner(), matrix, margins, { groups, from: before });
      }
    }
  }

  private addTree(gradients: Float32Array, group: number): void {
    sampleRows(gradients, this.params.subsample, this.random);
    const columns = new ColumnSampler(this.data.columns, this.params, this.random);
    const grown = this.grower.grow(gradients, columns);
    this.refineLeaves(grown);
    const { groups } = this.objective;
    for (const { rows, start, end, node } of grown.leaves) {
      const score = grown.draft.score(node);
      for (let i = start; i < end; i++) {
        this.margins[rows[i]! * groups + group]! += score;
      }
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

  private measure(): RoundScore[] {
    const names = this.options.metrics ?? [this.objective.defaultMetric];
    return this.watched.flatMap(({ name, matrix, margins }) => {
      const predictions = this.objective.predictions(margins);
      const groups = predictions.length / matrix.rows;
      return names.map((metric) => ({
        data: name, metric, value: metricFor(metric).measure({ predictions, groups, data: matrix }),
      }));
    });
  }

  private learner(): TreeModel {
    return { booster: 'gbtree', trees: [...this.trees], treeGroups: Int32Array.from(this.treeGroups) };
  }

  private model(): Model {
    const { objective, classes, parallelTrees, tweedieVariancePower, scalePositiveWeight } = this.params;
    return {
      objective,
      baseScore: this.baseScore,
      features: this.matrix.columns,
      groups: this.objective.groups,
      classes: this.objective.groups > 1 ? classes : 0,
      parallelTrees,
      tweedieVariancePower,
      scalePositiveWeight,
      attributes: {},
      learner: this.learner(),
    };
  }
}

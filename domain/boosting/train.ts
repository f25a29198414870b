import { makeBooster, type Booster } from './booster.ts';
import { EarlyStopping, type EarlyStoppingRule } from './early-stopping.ts';
import { BoostingError } from './errors.ts';
import { metricFor } from './metrics/table.ts';
import { widen, type LabelledMatrix } from './matrix.ts';
import { firstRounds, type Model } from './model.ts';
import type { Objective } from './objectives/objective.ts';
import { objectiveFor } from './objectives/table.ts';
import { completeParams, type BoostingParams } from './params.ts';

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

/**
 * Trains a model on a matrix and tells of every round. The same input always gives the same model.
 */
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
 * Trains round by round: whoever asks for the next round may do other things in between, or never
 * ask again.
 */
export function trainRounds(
  matrix: LabelledMatrix, params: Partial<BoostingParams>, options: TrainOptions = {},
): Generator<Round, Model, void> {
  return new Training(matrix, completeParams(params), options).run();
}

const DEFAULT_BASE_SCORE = 0.5;

interface WatchedMargins extends Watched {
  readonly margins: Float32Array;
}

class Training {
  private readonly objective: Objective;
  private readonly booster: Booster;
  private readonly margins: Float32Array;
  private readonly watched: readonly WatchedMargins[];
  private readonly baseScore: number;

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
    this.booster = makeBooster(matrix, params, this.objective);
    const { groups } = this.objective;
    this.baseScore = Math.fround(
      params.baseScore ?? this.objective.estimateBaseScore?.(matrix) ?? DEFAULT_BASE_SCORE
    );
    const start = this.objective.startMargin(this.baseScore);
    this.margins = this.booster.margins.fill(start);
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
    const followed = this.watched.filter(({ margins }) => margins !== this.margins);
    for (let round = 0; round < this.params.rounds; round++) {
      this.objective.gradients(this.margins, this.matrix, this.booster.gradients);
      this.booster.boost(followed);
      const scores = this.measure();
      yield { round, scores, model: () => this.model() };
      if (stopping?.shouldStopAfter(round, scores)) {
        break;
      }
    }
    return stopping ? stopping.best(this.model(), firstRounds) : this.model();
  }

  private measure(): RoundScore[] {
    const names = this.options.metrics ?? [this.objective.defaultMetric];
    return this.watched.flatMap(({ name, matrix, margins }) => {
      const predictions = this.objective.predictions(margins);
      const scores = this.objective.scores?.(margins) ?? predictions;
      return names.map((metric) => {
        const { measure, ofPredictions } = metricFor(metric);
        const seen = ofPredictions ? predictions : scores;
        const groups = seen.length / matrix.rows;
        return { data: name, metric, value: measure({ predictions: seen, groups, data: matrix }) };
      });
    });
  }

  private model(): Model {
    const {
      objective, classes, parallelTrees, tweedieVariancePower, scalePositiveWeight,
    } = this.params;
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
      learner: this.booster.learner(),
    };
  }
}

import { BoostingError } from './errors.ts';
import { metricFor } from './metrics/table.ts';
import type { Model } from './model.ts';

/** When to stop: after so many rounds in which the metric on the data did not get better. */
export interface EarlyStoppingRule {
  readonly rounds: number;
  readonly data: string;
  readonly metric: string;
}

interface Score {
  readonly data: string;
  readonly metric: string;
  readonly value: number;
}

/** Follows one metric and remembers the best round. */
export class EarlyStopping {
  private bestRound = 0;
  private bestValue: number | undefined;
  private readonly maximize: boolean;

  constructor(private readonly rule: EarlyStoppingRule) {
    this.maximize = metricFor(rule.metric).maximize;
  }

  /** Takes note of a round; true when the best one is too long ago. */
  shouldStopAfter(round: number, scores: readonly Score[]): boolean {
    const { data, metric } = this.rule;
    const score = scores.find(
      (candidate) => candidate.data === data && candidate.metric === metric
    );
    if (!score) {
      throw new BoostingError(
        'MetricNotOffered', `measure '${metric}' on '${data}' to stop early by it`
      );
    }
    if (this.isBetter(score.value)) {
      this.bestRound = round;
      this.bestValue = score.value;
    }
    return round - this.bestRound >= this.rule.rounds;
  }

  /** The model as it was after the best round, which its attributes name. */
  best(model: Model, cut: (model: Model, rounds: number) => Model): Model {
    const attributes = {
      ...model.attributes,
      best_iteration: String(this.bestRound),
      best_score: String(this.bestValue),
      best_ntree_limit: String((this.bestRound + 1) * model.parallelTrees),
    };
    return { ...cut(model, this.bestRound + 1), attributes };
  }

  private isBetter(value: number): boolean {
    if (this.bestValue === undefined) {
      return true;
    }
    return this.maximize ? value > this.bestValue : value < this.bestValue;
  }
}

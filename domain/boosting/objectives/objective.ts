import type { LabelledMatrix } from '../matrix.ts';
import type { BoostingParams } from '../params.ts';

/** What a training minimises, and what its margins mean. */
export interface Objective {
  /** The metric that is reported when none is asked for. */
  readonly defaultMetric: string;
  /** How many margins a row has. */
  readonly groups: number;
  /** What is wrong with the labels, in XGBoost's words. @default - any label will do */
  labelProblem?(data: LabelledMatrix): string | undefined;
  /**
   * Writes first and second derivatives in pairs, one array per group. `margins` holds row after
   * row.
   */
  gradients(margins: Float32Array, data: LabelledMatrix, out: readonly Float32Array[]): void;
  /** Turns margins into predictions, row after row. */
  predictions(margins: Float32Array): Float32Array;
  /** What XGBoost's own metrics look at. @default - the predictions */
  scores?(margins: Float32Array): Float32Array;
  /** The margin every row starts from. */
  startMargin(baseScore: number): number;
  /** A base score fitting the labels. @default - 0.5 whatever the labels */
  estimateBaseScore?(data: LabelledMatrix): number;
  /**
   * The score of a leaf with these rows, when derivatives do not tell it. @default - weight times
   * learning rate
   */
  leafScore?(rows: Int32Array, margins: Float32Array, data: LabelledMatrix): number;
}

/** Makes an objective for given parameters. */
export type ObjectiveFactory = (params: BoostingParams) => Objective;

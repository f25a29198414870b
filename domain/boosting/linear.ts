/*
 * Linear models by coordinate descent as XGBoost 1.7.4 trains them
 * (src/linear/updater_coordinate.cc, src/linear/coordinate_common.h, Apache-2.0, Copyright XGBoost
 * contributors), written anew.
 */
import type { LabelledMatrix } from './matrix.ts';
import type { LinearModel } from './model.ts';

const f32 = Math.fround;
const LEAST_HESSIAN = f32(1e-5);

/** How strongly coefficients are moved and held back. */
export interface LinearParams {
  readonly learningRate: number;
  readonly lambda: number;
  readonly alpha: number;
}

/** Improves the coefficients of a linear model round by round. */
export class LinearTrainer {
  /** For each feature, then for the bias, one coefficient per group. */
  readonly coefficients: Float32Array;
  private readonly lambda: number;
  private readonly alpha: number;

  constructor(
    private readonly matrix: LabelledMatrix, private readonly params: LinearParams,
    private readonly groups: number,
  ) {
    this.coefficients = new Float32Array((matrix.columns + 1) * groups);
    const weight = matrix.weights ? matrix.weights.reduce((sum, own) => sum + own, 0) : matrix.rows;
    this.lambda = params.lambda * weight;
    this.alpha = params.alpha * weight;
  }

  /** Moves the bias, then each coefficient in turn; the gradients follow every move. */
  improve(gradients: Float32Array, group: number): void {
    this.moveBias(gradients, group);
    for (let column = 0; column < this.matrix.columns; column++) {
      this.moveCoefficient(gradients, column, group);
    }
  }

  /** The model so far. */
  model(): LinearModel {
    return { booster: 'gblinear', coefficients: this.coefficients.slice() };
  }

  private moveBias(gradients: Float32Array, group: number): void {
    let gradient = 0;
    let hessian = 0;
    for (let at = 0; at < gradients.length; at += 2) {
      gradient += gradients[at]!;
      hessian += gradients[at + 1]!;
    }
    const step = f32(this.params.learningRate * (-gradient / hessian));
    this.coefficients[this.matrix.columns * this.groups + group]! += step;
    for (let at = 0; at < gradients.length; at += 2) {
      gradients[at]! += f32(gradients[at + 1]! * step);
    }
  }

  private moveCoefficient(gradients: Float32Array, column: number, group: number): void {
    const { rows, columns, values } = this.matrix;
    let gradient = 0;
    let hessian = 0;
    for (let row = 0, at = column; row < rows; row++, at += columns) {
      const value = values[at]!;
      if (value === value) {
        gradient += gradients[2 * row]! * value;
        hessian += gradients[2 * row + 1]! * value * value;
      }
    }
    const place = column * this.groups + group;
    const step = f32(
      this.params.learningRate * this.bestStep(gradient, hessian, this.coefficients[place]!)
    );
    this.coefficients[place]! += step;
    for (let row = 0, at = column; row < rows; row++, at += columns) {
      const value = values[at]!;
      if (value === value) {
        gradients[2 * row]! += f32(gradients[2 * row + 1]! * value * step);
      }
    }
  }

  private bestStep(gradient: number, hessian: number, coefficient: number): number {
    if (hessian < LEAST_HESSIAN) {
      return 0;
    }
    const slope = gradient + this.lambda * coefficient;
    const curve = hessian + this.lambda;
    return coefficient - slope / curve >= 0
      ? Math.max(-(slope + this.alpha) / curve, -coefficient)
      : Math.min(-(slope - this.alpha) / curve, -coefficient);
  }
}

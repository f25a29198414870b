import { DomainError } from '../errors.ts';
import type { Task } from '../definition/model-definition.ts';

/**
 * One row with what was predicted and what was true; the same shape for all tasks, so that metrics need not
 * care.
 */
export interface Outcome {
  /** The label: a number, 0 or 1, or the number of the class. */
  readonly truth: number;
  /** The predicted number, the probability of 1, or the number of the most likely class. */
  readonly value: number;
  /** Probability given to what was true; NaN for regression. */
  readonly chance: number;
  /** Was the predicted class the true one? False for regression. */
  readonly hit: boolean;
}

/** What a model answers for one row: a number, the probability of 1, or the probability of each class. */
export type Prediction = readonly number[];

/** How many numbers a model answers per row. */
export function widthOf(task: Task, classes: number): number {
  return task === 'multiclass' ? classes : 1;
}

/** Puts a label and a prediction together. */
export function outcomeOf(task: Task, truth: number, prediction: Prediction): Outcome {
  const first = prediction[0] ?? NaN;
  if (task === 'regression') return { truth, value: first, chance: NaN, hit: false };
  if (task === 'binary') {
    const chance = truth === 1 ? first : 1 - first;
    return { truth, value: first, chance, hit: Number(first >= 0.5) === truth };
  }
  const value = prediction.indexOf(Math.max(...prediction));
  return { truth, value, chance: prediction[truth] ?? 0, hit: value === truth };
}

/**
 * Reads what the container answered: numbers between commas or line breaks, `width` of them per row.
 *
 * @throws DomainError `NotAPrediction` when something is no number, `LengthMismatch` when there are not
 * enough
 */
export function parsePredictions(text: string, rows: number, width: number): Prediction[] {
  const fields = text.trim().split(/[,\r\n]+/);
  const numbers = fields.map((field) => Number(field.replaceAll(/[[\]\s]/g, '')));
  const wrong = numbers.findIndex((value, index) => Number.isNaN(value) || fields[index] === '');
  if (wrong >= 0) throw new DomainError('NotAPrediction', `answer numbers, not '${fields[wrong]!.slice(0, 40)}'`);
  if (numbers.length !== rows * width) {
    throw new DomainError('LengthMismatch', `answer ${rows} rows of ${width}, not ${numbers.length} numbers`);
  }
  return Array.from({ length: rows }, (_, row) => numbers.slice(row * width, (row + 1) * width));
}

import { DomainError } from '../errors.ts';
import type { Target } from '../definition/model-definition.ts';

/**
 * Computes the label of a row from its canonical values; NaN when a value it needs is missing or unknown.
 */
export type LabelOf = (values: readonly string[]) => number;

/**
 * Makes the label function for rows whose values stand under these column names: the number itself, the
 * difference, 1 for the positive value of a binary target, or the number of the class.
 *
 * @throws DomainError `EncoderMismatch` when a target column is not there
 */
export function labelOf(target: Target, columns: readonly string[]): LabelOf {
  const at = (name: string): number => {
    const position = columns.indexOf(name);
    if (position < 0) throw new DomainError('EncoderMismatch', `give target column '${name}'`);
    return position;
  };
  if ('difference' in target) {
    const [minuend, subtrahend] = target.difference.map(at) as [number, number];
    return (values) => rounded(numberOf(values[minuend]) - numberOf(values[subtrahend]));
  }
  const position = at(target.column);
  const { positive, classes } = target;
  if (positive !== undefined) return (values) => (values[position] === '' ? NaN : Number(values[position] === positive));
  if (classes !== undefined) {
    const codes = new Map(classes.map((name, code) => [name, code]));
    return (values) => codes.get(values[position] ?? '') ?? NaN;
  }
  return (values) => numberOf(values[position]);
}

function numberOf(text: string | undefined): number {
  return text === undefined || text === '' ? NaN : Number(text);
}

/** Takes the noise of binary fractions out of a difference of decimals: 12.36 - 2.06 is 10.3. */
function rounded(value: number): number {
  return Number.isNaN(value) ? NaN : Number(value.toPrecision(12));
}

/* Selectable inference: answers made up of the parts that SAGEMAKER_INFERENCE_OUTPUT names. */
import { RequestError } from './request-error.ts';

/** One part of an answer. */
export type SelectedValue = number | boolean | readonly number[] | PythonFloat;

/** A number that prints as a float even when it is whole. */
export class PythonFloat {
  constructor(readonly value: number) {}
}

/** A prediction as its selected parts, by name. */
export type SelectedPrediction = Readonly<Record<string, SelectedValue>>;

const REGRESSION = ['predicted_score'];
const RAW = ['predicted_label', 'labels', 'raw_score', 'raw_scores'];
const PROBABILITIES = [
  'predicted_label', 'labels', 'probability', 'probabilities', 'raw_score', 'raw_scores',
];
const INTERNAL_ERROR = 500;

const OFFERED_PARTS: Readonly<Record<string, readonly string[]>> = {
  'reg:squarederror': REGRESSION,
  'reg:logistic': REGRESSION,
  'reg:gamma': REGRESSION,
  'reg:tweedie': REGRESSION,
  'reg:absoluteerror': REGRESSION,
  'binary:logistic': PROBABILITIES,
  'binary:logitraw': RAW,
  'binary:hinge': RAW,
  'multi:softmax': RAW,
  'multi:softprob': PROBABILITIES,
};

/** The order of parts in answers that name them. */
const PART_ORDER = ['predicted_label', 'labels', 'probability', 'probabilities', 'raw_score', 'raw_scores',
  'predicted_score'];

/** The names in the environment variable. */
export function selectedKeys(setting: string): readonly string[] {
  return setting.replaceAll(' ', '').toLowerCase().split(',');
}

/** The selected parts of every prediction; a part the objective does not have is not a number. */
export function selectParts(
  rows: readonly Float32Array[], keys: readonly string[], { objective, classes }: {
    objective: string; classes: number,
  },
): readonly SelectedPrediction[] {
  const offered = OFFERED_PARTS[objective];
  if (!offered) {
    throw new RequestError(
      INTERNAL_ERROR, `Objective \`${objective}\` unsupported for selectable inference predictions.`
    );
  }
  const wanted = [...PART_ORDER.filter((key) => keys.includes(key) && offered.includes(key)),
    ...keys.filter((key) => !offered.includes(key))];
  return rows.map((row) => Object.fromEntries(
    wanted.map(
      (key) =>
        [key, offered.includes(key) ? partOf(key, row, objective, classes) : new PythonFloat(NaN)]
    )));
}

function partOf(key: string, row: Float32Array, objective: string, classes: number): SelectedValue {
  const softprob = objective === 'multi:softprob';
  const score = softprob ? Math.max(...row) : row[0]!;
  switch (key) {
    case 'predicted_label': return labelOf(row, objective);
    case 'labels': return objective.startsWith('binary:')
      ? [0, 1]
      : Array.from({ length: classes }, (_, i) => i);
    case 'probabilities':
    case 'raw_scores': return softprob ? Array.from(row) : [1 - score, score];
    default: return new PythonFloat(score);
  }
}

function labelOf(row: Float32Array, objective: string): SelectedValue {
  switch (objective) {
    case 'multi:softprob': return row.indexOf(Math.max(...row));
    case 'binary:logistic': return Number(row[0]! > 0.5);
    case 'binary:logitraw': return Number(row[0]! > 0);
    default: return new PythonFloat(row[0]!);
  }
}

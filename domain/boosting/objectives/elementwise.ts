import type { LabelledMatrix } from '../matrix.ts';
import type { Objective } from './objective.ts';

const f32 = Math.fround;

/** An objective of one margin per row, told by its derivatives. All numbers are float32. */
export interface ElementwiseLoss {
  readonly defaultMetric: string;
  /** What derivatives and predictions are made from. @default - the margin itself */
  readonly link?: (margin: number) => number;
  /** What predictions show. @default - `link` */
  readonly predict?: (margin: number) => number;
  readonly first: (linked: number, label: number) => number;
  readonly second: (linked: number, label: number) => number;
  readonly startMargin?: (baseScore: number) => number;
  /** Which labels are usable. @default - all */
  readonly allowsLabel?: (label: number) => boolean;
  /** What XGBoost says of other labels. */
  readonly labelProblem?: string;
  /** Rows labelled 1 weigh this much more. @default - 1 */
  readonly positiveWeight?: number;
}

const same = (margin: number): number => margin;

/** Makes an objective of a loss that looks at one row at a time. */
export function elementwise(loss: ElementwiseLoss): Objective {
  const { allowsLabel, labelProblem, first, second, link = same, positiveWeight = 1 } = loss;
  const { predict = link } = loss;
  const derivatives = { link, first, second };
  return {
    defaultMetric: loss.defaultMetric,
    groups: 1,
    ...(allowsLabel && {
      labelProblem: ({ labels }) =>
        (labels.every((label) => allowsLabel(label)) ? undefined : labelProblem),
    }),
    gradients: (margins, data, [out]) => {
      writeGradients(derivatives, margins, data, out!);
      if (data.weights !== undefined || positiveWeight !== 1) {
        weighGradients(data, positiveWeight, out!);
      }
    },
    predictions: predict === same ? (margins) => margins : (margins) => margins.map(predict),
    startMargin: loss.startMargin ?? same,
  };
}

type Derivatives = Pick<ElementwiseLoss, 'first' | 'second'> & Required<Pick<ElementwiseLoss, 'link'>>;

function writeGradients(
  loss: Derivatives, margins: Float32Array, { labels, rows }: LabelledMatrix, out: Float32Array,
): void {
  const { link, first, second } = loss;
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    const linked = link(margins[row]!);
    out[2 * row] = first(linked, label);
    out[2 * row + 1] = second(linked, label);
  }
}

function weighGradients(
  { labels, weights, rows }: LabelledMatrix, positiveWeight: number, out: Float32Array,
): void {
  for (let row = 0; row < rows; row++) {
    const own = weights ? weights[row]! : 1;
    const weight = labels[row] === 1 ? f32(own * positiveWeight) : own;
    out[2 * row]! *= weight;
    out[2 * row + 1]! *= weight;
  }
}

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
  const { allowsLabel, labelProblem, link = same } = loss;
  const { predict = link } = loss;
  return {
    defaultMetric: loss.defaultMetric,
    groups: 1,
    ...(allowsLabel && {
      labelProblem: ({ labels }) =>
        (labels.every((label) => allowsLabel(label)) ? undefined : labelProblem),
    }),
    gradients: (margins, data, [out]) => writeGradients({ ...loss, link }, margins, data, out!),
    predictions: predict === same ? (margins) => margins : (margins) => margins.map(predict),
    startMargin: loss.startMargin ?? same,
  };
}

function writeGradients(
  loss: ElementwiseLoss & { readonly link: (margin: number) => number },
  margins: Float32Array, { labels, weights, rows }: LabelledMatrix, out: Float32Array,
): void {
  const { link, first, second, positiveWeight = 1 } = loss;
  const weighted = weights !== undefined || positiveWeight !== 1;
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    const linked = link(margins[row]!);
    const gradient = first(linked, label);
    const hessian = second(linked, label);
    if (weighted) {
      const own = weights ? weights[row]! : 1;
      const weight = label === 1 ? f32(own * positiveWeight) : own;
      out[2 * row] = f32(gradient) * weight;
      out[2 * row + 1] = f32(hessian) * weight;
    } else {
      out[2 * row] = gradient;
      out[2 * row + 1] = hessian;
    }
  }
}

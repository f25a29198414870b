import * as z from 'zod';
import { predict, readModel, train, writeModel } from '../boosting/index.ts';
import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import type { BoostingParams, LabelledMatrix, Model } from '../boosting/index.ts';
import type { EstimatedRow, ExpectedLoss } from './estimated-row.ts';

/** An estimator that has learned which rows a model does badly on. */
export const LossModel = z.object({
  kind: z.literal('loss-model'),
  /** In XGBoost's JSON. */
  model: z.string(),
});
export type LossModel = z.output<typeof LossModel>;

/** Few shallow trees on large leaves: losses are noise for the most part. */
const PARAMS: Partial<BoostingParams> = {
  objective: 'reg:squarederror',
  rounds: 30,
  maxDepth: 3,
  learningRate: 0.15,
  minChildWeight: 20,
  maxBins: 64,
};

/**
 * Learns the loss of rows from their features and what was predicted for them (direct loss estimation:
 * NannyML, "Estimation of performance of the monitored model", DLE).
 */
export function fitLossModel(rows: readonly EstimatedRow[], losses: readonly number[]): LossModel {
  const model = train(matrixOf(rows, losses), PARAMS);
  return { kind: 'loss-model', model: decodeUtf8(writeModel(model, 'json')) };
}

/**
 * The loss that rows like this one had. It sees rows that are harder than before; it cannot see that the same
 * rows have other truths now.
 */
export function learnedLoss({ model }: LossModel): ExpectedLoss {
  const learned: Model = readModel(encodeUtf8(model));
  return (row) => Math.max(predict(learned, matrixOf([row], [0]))[0]!, 0);
}

function matrixOf(rows: readonly EstimatedRow[], losses: readonly number[]): LabelledMatrix {
  const columns = (rows[0]?.values.length ?? 0) + 1;
  const values = new Float32Array(rows.length * columns);
  for (const [at, { values: own, prediction }] of rows.entries()) {
    for (let column = 0; column < columns - 1; column += 1)
      values[at * columns + column] = own[column] ?? NaN;
    values[(at + 1) * columns - 1] = prediction[0]!;
  }
  return { rows: rows.length, columns, values, labels: Float32Array.from(losses) };
}

import { parsePredictions } from '../../domain/evaluation/outcome.ts';
import type { Prediction } from '../../domain/evaluation/outcome.ts';
import type { AskedRow } from '../../domain/serving/read-request.ts';
import type { Inference } from '../shared/ports.ts';
import type { Champion } from './champion.ts';

/** Rows per call of an endpoint: a serverless endpoint takes 4 MB and 60 seconds. */
const ROWS_AT_ONCE = 2000;

/** Asks the endpoint about rows, in pieces that it takes. */
export async function ask(
  inference: Inference, champion: Champion, rows: readonly AskedRow[],
): Promise<readonly Prediction[]> {
  const predictions: Prediction[] = [];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const piece = rows.slice(from, from + ROWS_AT_ONCE);
    const csv = piece.map((row) => champion.encode(row.values)).join('\n');
    const text = await inference.ask(champion.endpointName, csv);
    predictions.push(...parsePredictions(text, piece.length, champion.width));
  }
  return predictions;
}

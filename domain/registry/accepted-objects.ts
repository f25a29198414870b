import { pieceText } from './keys.ts';
import type { AcceptedRecord } from './records.ts';

/**
 * The objects that the accepted rows of an upload lie in, in the order of its rows: one, or one for each
 * piece that it was judged in.
 */
export function acceptedObjects(accepted: AcceptedRecord): readonly AcceptedRecord[] {
  const { pieces, ...record } = accepted;
  if (pieces === undefined) return [accepted];
  return pieces.map(({ piece, rows, span }) => ({
    ...record,
    rows,
    span,
    key: `${record.key}${pieceText(piece)}.parquet`,
  }));
}

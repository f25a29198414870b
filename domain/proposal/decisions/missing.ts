import { isMarker } from '../value-form.ts';
import { isText, withColumn } from '../draft.ts';
import type { ColumnDecision } from '../draft.ts';

/** Shares that a person would write. */
const SHARES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75] as const;

/** A file may have half as many more missing values than those that were seen. */
const HEAD_ROOM = 1.5;

/** Which texts mean that a value is missing, and how many may be. */
export const decideMissing: ColumnDecision = (draft, { markers, empty, rows }) => {
  const among = isText(draft.column) ? 'text' : 'numbers';
  const found = [...markers].filter(([text]) => isMarker(text, among));
  const share = found.reduce((sum, [, times]) => sum + times, empty) / rows;
  const named =
    found.length === 0 ? draft : withColumn(draft, { missing: found.map(([text]) => text) });
  if (share === 0 || draft.role === 'target') return named;
  const limit = SHARES.find((one) => one >= share * HEAD_ROOM);
  return withColumn(named, {
    nullable: true,
    ...(limit !== undefined && { maxMissingShare: limit }),
  });
};

/** Rows without a value in the column, as a share. */
export function missingShare(
  draft: Parameters<ColumnDecision>[0],
  facts: Parameters<ColumnDecision>[1],
): number {
  const marked = draft.column.missing ?? [];
  const missing = marked.reduce((sum, text) => sum + (facts.markers.get(text) ?? 0), facts.empty);
  return missing / facts.rows;
}

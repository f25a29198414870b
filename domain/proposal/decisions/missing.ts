import { isMarker } from '../value-form.ts';
import { isText, withColumn, withNote } from '../draft.ts';
import type { ColumnFacts } from '../column-surveyor.ts';
import type { ColumnDecision, ColumnDraft } from '../draft.ts';

/** Shares that a person would write. */
const SHARES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75] as const;

/** A file may have half as many more missing values than those that were seen. */
const HEAD_ROOM = 1.5;

/** Which texts mean that a value is missing, and how many may be. */
export const decideMissing: ColumnDecision = (draft, { markers, empty, rows }) => {
  const found = markersOf(draft, markers);
  const share = found.reduce((sum, [, times]) => sum + times, empty) / rows;
  const named =
    found.length === 0
      ? draft
      : withWords(withColumn(draft, { missing: found.map(([text]) => text) }));
  if (share === 0 || draft.role === 'target') return named;
  const limit = SHARES.find((one) => one >= share * HEAD_ROOM);
  return withColumn(named, {
    nullable: true,
    ...(limit !== undefined && { maxMissingShare: limit }),
  });
};

/** Texts that mean in a column of this type that a value is missing, by how often they came. */
export function markersOf(
  { column }: ColumnDraft,
  markers: ColumnFacts['markers'],
): readonly (readonly [text: string, times: number])[] {
  return [...markers].filter(([text]) => !isText(column) || isMarker(text, 'text'));
}

/** The draft with a note on words that nobody would take for gaps at once. */
function withWords(draft: ColumnDraft): ColumnDraft {
  const words = (draft.column.missing ?? []).filter((text) => !isMarker(text, 'numbers'));
  if (words.length === 0) return draft;
  const said = words.map((text) => `'${text}'`).join(', ');
  return withNote(draft, `Numbers, among which ${said} counts as missing: is it?`);
}

/** Rows without a value in the column, as a share. */
export function missingShare(
  draft: Parameters<ColumnDecision>[0],
  facts: Parameters<ColumnDecision>[1],
): number {
  const marked = draft.column.missing ?? [];
  const missing = marked.reduce((sum, text) => sum + (facts.markers.get(text) ?? 0), facts.empty);
  return missing / facts.rows;
}

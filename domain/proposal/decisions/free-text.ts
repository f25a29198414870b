import { leftOut } from '../draft.ts';
import { otherwiseWritten } from '../other-ways.ts';
import type { ColumnDecision } from '../draft.ts';

/** Leaves out text that hardly repeats and is nobody's: nothing can be learned from it here. */
export const decideFreeText: ColumnDecision = (draft, facts) => {
  if (draft.role !== 'feature' || draft.column.type !== 'string') return draft;
  const written = otherwiseWritten(facts);
  return leftOut(
    draft,
    written === undefined
      ? 'free text: too many different values to learn from'
      : `write ${written} to learn from it`,
  );
};

import { leftOut } from '../draft.ts';
import type { ColumnDecision } from '../draft.ts';

/** Leaves out text that hardly repeats and is nobody's: nothing can be learned from it here. */
export const decideFreeText: ColumnDecision = (draft) =>
  draft.role === 'feature' && draft.column.type === 'string'
    ? leftOut(draft, 'free text: too many different values to learn from')
    : draft;

import type * as z from 'zod';
import type { Column } from '../definition/data-contract.ts';
import type { ColumnFacts } from './column-surveyor.ts';

/** A column as it is written in a definition. */
export type ColumnInput = z.input<typeof Column>;

/**
 * What becomes of a column: what is predicted, what it is predicted from, when a row happened, what is kept
 * but never learned from, what the contract does not name.
 */
export type Role = 'target' | 'feature' | 'time' | 'never' | 'left-out';

/** A column on its way into a definition. */
export interface ColumnDraft {
  readonly column: ColumnInput;
  readonly role: Role;
  /** What a reader of the definition has to know, a comment each. */
  readonly notes: readonly string[];
}

/** One decision about one column: the draft as it is afterwards. */
export type ColumnDecision = (draft: ColumnDraft, facts: ColumnFacts) => ColumnDraft;

/** The draft with more members of its column. */
export function withColumn(draft: ColumnDraft, more: Partial<ColumnInput>): ColumnDraft {
  return { ...draft, column: { ...draft.column, ...more } };
}

/** The draft with a note. */
export function withNote(draft: ColumnDraft, note: string): ColumnDraft {
  return { ...draft, notes: [...draft.notes, note] };
}

/** The draft of a column that is kept, where it is there, but never learned from. */
export function never(draft: ColumnDraft, note: string): ColumnDraft {
  const kept = draft.role === 'feature' || draft.role === 'time';
  return kept ? withNote(withColumn({ ...draft, role: 'never' }, { optional: true }), note) : draft;
}

/** The draft of a column that the contract does not name. */
export function leftOut(draft: ColumnDraft, note: string): ColumnDraft {
  return draft.role === 'target' ? draft : withNote({ ...draft, role: 'left-out' }, note);
}

/** True for the types that are counted with. */
export function isNumeric({ type }: Pick<ColumnInput, 'type'>): boolean {
  return type === 'integer' || type === 'number';
}

/** True for the types that are known by name. */
export function isText({ type }: Pick<ColumnInput, 'type'>): boolean {
  return type === 'category' || type === 'string';
}

/** True for the types that say when. */
export function isTime({ type }: Pick<ColumnInput, 'type'>): boolean {
  return type === 'timestamp' || type === 'date';
}

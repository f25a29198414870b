/**
 * One difference between two contracts, and what it does to whoever kept to the old one: `compatible`
 * when all that the old one accepted is accepted still, and means the same.
 */
export interface Change {
  /** The column; empty where the change is about the whole file. */
  readonly column: string;
  /** The member of the contract that changed, or `column`. */
  readonly rule: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly effect: 'compatible' | 'incompatible';
  readonly why: string;
}

/** What a changed member does. */
export type Effect = Pick<Change, 'effect' | 'why'>;

/** A change that breaks nothing. */
export function compatible(why: string): Effect {
  return { effect: 'compatible', why };
}

/** A change that refuses, or reads otherwise, what was right before. */
export function incompatible(why: string): Effect {
  return { effect: 'incompatible', why };
}

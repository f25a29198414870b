/** A line of JSON Lines that goes as a whole, stays, or stays as another value without some rows. */
export type LineVerdict =
  { readonly goes: number } | { readonly stays: unknown; readonly without: number } | null;

/** How lines are written again. */
export interface LinesCopy {
  /** Does every line stay on its number, with blank ones in the place of those that are gone? */
  readonly keepLines: boolean;
}

/** The member of a value, if it is an object that has it. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The value of a line; nothing where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

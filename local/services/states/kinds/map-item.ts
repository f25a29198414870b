import { isObject } from '../language/json.ts';
import type { Json } from '../language/json.ts';

/** An item of a Map state, as the context object tells of it. */
export interface MapItem {
  readonly value: Json;
  /** Where it comes from: `STATE_DATA`, or the URI of an object or a bucket. */
  readonly source: string;
  /** Its name, for an item that is a member of an object. */
  readonly key?: string;
}

/** Source of the items that the state's input or its definition holds. */
export const STATE_DATA = 'STATE_DATA';

/**
 * The elements of a list or the members of an object; undefined for any other data. Source: Step
 * Functions developer guide, ItemReader, JSON data.
 */
export function itemsIn(data: Json, source: string): MapItem[] | undefined {
  if (Array.isArray(data)) return data.map((value) => ({ value, source }));
  if (!isObject(data)) return undefined;
  return Object.entries(data).map(([key, value]) => ({ key, value, source }));
}

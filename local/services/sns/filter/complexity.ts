import type { Json, JsonObject } from './spot.ts';

/** How much a policy asks of a message. */
export interface Complexity {
  readonly keys: number;
  /** Values of each key times how deep it lies, multiplied; alternatives are added. */
  readonly combinations: number;
}

/** Counts keys and combinations. Source: SNS developer guide, filter policy constraints. */
export function complexityOf(object: JsonObject, depth = 1): Complexity {
  return Object.entries(object)
    .map(([name, value]) => ofMember(name, value, depth))
    .reduce(times, { keys: 0, combinations: 1 });
}

function ofMember(name: string, value: Json, depth: number): Complexity {
  if (name === '$or' && Array.isArray(value)) {
    const alternatives = (value as readonly JsonObject[]).map((each) => complexityOf(each, depth));
    return alternatives.reduce(plus, { keys: 0, combinations: 0 });
  }
  if (Array.isArray(value)) return { keys: 1, combinations: value.length * depth };
  return complexityOf(value as JsonObject, depth + 1);
}

function times(a: Complexity, b: Complexity): Complexity {
  return { keys: a.keys + b.keys, combinations: a.combinations * b.combinations };
}

function plus(a: Complexity, b: Complexity): Complexity {
  return { keys: a.keys + b.keys, combinations: a.combinations + b.combinations };
}

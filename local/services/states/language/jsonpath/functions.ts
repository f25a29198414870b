import { isObject } from '../json.ts';
import type { Json } from '../json.ts';

/** Functions at the end of a path, such as `$.items.length()`. */
export const FUNCTIONS: Readonly<Record<string, (of: Json) => Json | undefined>> = {
  length: (of) => {
    if (Array.isArray(of) || typeof of === 'string') return of.length;
    return isObject(of) ? Object.keys(of).length : undefined;
  },
  size: (of) => (Array.isArray(of) ? of.length : undefined),
  keys: (of) => (isObject(of) ? Object.keys(of) : undefined),
  first: (of) => (Array.isArray(of) ? of[0] : undefined),
  last: (of) => (Array.isArray(of) ? of.at(-1) : undefined),
  min: (of) => numbers(of, (all) => Math.min(...all)),
  max: (of) => numbers(of, (all) => Math.max(...all)),
  sum: (of) => numbers(of, sum),
  avg: (of) => numbers(of, (all) => sum(all) / all.length),
  stddev: (of) =>
    numbers(of, (all) =>
      Math.sqrt(sum(all.map((n) => (n - sum(all) / all.length) ** 2)) / all.length),
    ),
};

function numbers(of: Json, combine: (all: number[]) => number): number | undefined {
  if (!Array.isArray(of)) return undefined;
  const all = of.filter((item) => typeof item === 'number');
  return all.length === 0 ? undefined : combine(all);
}

function sum(all: readonly number[]): number {
  return all.reduce((total, n) => total + n, 0);
}

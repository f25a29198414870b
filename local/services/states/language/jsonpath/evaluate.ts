import { isObject } from '../json.ts';
import type { Json } from '../json.ts';
import type { JsonPath, PathStep } from './ast.ts';
import { passes } from './filter.ts';
import { FUNCTIONS } from './functions.ts';

/** All values that the path leads to from `value`. */
export function selectAll(path: JsonPath, value: Json, root: Json): Json[] {
  let found: Json[] = [value];
  for (const step of path.steps) found = found.flatMap((from) => select(step, from, root));
  return found;
}

/**
 * The value of a path: of a definite one what it leads to (undefined: nothing), of an indefinite
 * one the list of what it leads to.
 */
export function evaluatePath(path: JsonPath, root: Json): Json | undefined {
  const indefinite = path.steps.findIndex((step) => step.kind === 'function');
  if (indefinite < 0 || path.definite) {
    const found = selectAll(path, root, root);
    return path.definite ? found[0] : found;
  }
  const before = selectAll({ steps: path.steps.slice(0, indefinite), definite: false }, root, root);
  return selectAll({ steps: path.steps.slice(indefinite), definite: true }, before, root)[0];
}

function select(step: PathStep, from: Json, root: Json): Json[] {
  switch (step.kind) {
    case 'names':
      return step.names.flatMap((name) => member(from, name));
    case 'wildcard':
      return children(from);
    case 'indexes':
      return Array.isArray(from) ? step.indexes.flatMap((index) => element(from, index)) : [];
    case 'slice':
      return Array.isArray(from) ? slice(from, step) : [];
    case 'filter':
      return candidates(from).filter((item) =>
        passes(step.test, { item, root, follow: evaluatePath }),
      );
    case 'descend':
      return descendants(from).flatMap((item) => select(step.step, item, root));
    case 'function':
      return [FUNCTIONS[step.name]?.(from)].filter((value) => value !== undefined);
  }
}

function member(from: Json, name: string): Json[] {
  return isObject(from) && Object.hasOwn(from, name) ? [from[name]!] : [];
}

function element(from: Json[], index: number): Json[] {
  const position = index < 0 ? from.length + index : index;
  return position >= 0 && position < from.length ? [from[position]!] : [];
}

function slice(
  from: Json[],
  { from: start, to, by = 1 }: { from?: number; to?: number; by?: number },
): Json[] {
  return from.slice(start, to).filter((_, index) => index % Math.max(1, by) === 0);
}

function children(from: Json): Json[] {
  if (Array.isArray(from)) return from;
  return isObject(from) ? Object.values(from) : [];
}

function candidates(from: Json): Json[] {
  if (Array.isArray(from)) return from;
  return isObject(from) ? [from] : [];
}

function descendants(from: Json): Json[] {
  return [
    from,
    ...children(from).flatMap((child) =>
      typeof child === 'object' && child !== null ? descendants(child) : [],
    ),
  ];
}

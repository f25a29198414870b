/** Compares answers with recordings; see PROVENANCE.md for the notation. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { RECORDED_WORDS } from '../recorded-words.ts';

const WORDS = new Set(RECORDED_WORDS);
const TOKEN = /<(?:<[\w .\-/]+>|[A-Za-z][\w .\-/]*)(?::\d+)?>/g;
const BOUND = /(:\d+|_\d+idx)>$/;

/** The rows of a compressed JSONL file beside this one. */
export function readRows<Row>(name: string): Row[] {
  const text = gunzipSync(readFileSync(new URL(name, import.meta.url))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Values that tokens stand for in one case. */
export type Bindings = Map<string, string>;

/** The first difference between a recording and what came, in words; undefined when it fits. */
export function difference(
  expected: unknown,
  actual: unknown,
  bound: Bindings,
  path = '$',
): string | undefined {
  if (typeof expected === 'string') return textDifference(expected, actual, bound, path);
  const value =
    typeof actual === 'string' && typeof expected === 'object' ? parsed(actual) : actual;
  if (Array.isArray(expected)) return listDifference(expected, value, bound, path);
  if (typeof expected === 'object' && expected !== null)
    return objectDifference(expected, value, bound, path);
  return expected === value ? undefined : `${path}: want ${show(expected)} got ${show(value)}`;
}

function textDifference(
  expected: string,
  actual: unknown,
  bound: Bindings,
  path: string,
): string | undefined {
  if (WORDS.has(expected) && actual !== undefined && actual !== null) return undefined;
  if (expected === actual) return undefined;
  if (typeof actual !== 'string') return `${path}: want ${show(expected)} got ${show(actual)}`;
  const [left, right] = [parsed(expected), parsed(actual)];
  if (typeof left === 'object' && left !== null) return difference(left, right, bound, path);
  return fits(expected, actual, bound)
    ? undefined
    : `${path}: want ${show(expected)} got ${show(actual)}`;
}

function fits(expected: string, actual: string, bound: Bindings): boolean {
  const names: string[] = [];
  let at = 0;
  let pattern = '';
  for (const token of expected.matchAll(TOKEN)) {
    pattern += escaped(expected.slice(at, token.index));
    at = token.index + token[0].length;
    const known = bound.get(token[0]);
    if (known !== undefined) pattern += escaped(known);
    else if (!BOUND.test(token[0])) pattern += '[\\s\\S]*?';
    else {
      names.push(token[0]);
      pattern += '([\\s\\S]+?)';
    }
  }
  const found = new RegExp(`^${pattern}${escaped(expected.slice(at))}$`).exec(actual);
  if (!found) return false;
  names.forEach((name, index) => bound.set(name, found[index + 1]!));
  return true;
}

function listDifference(
  expected: unknown[],
  actual: unknown,
  bound: Bindings,
  path: string,
): string | undefined {
  if (!Array.isArray(actual)) return `${path}: want a list got ${show(actual)}`;
  if (actual.length !== expected.length)
    return `${path}: want ${expected.length} elements got ${actual.length}`;
  const inOrder = expected
    .map((item, index) => difference(item, actual[index], bound, `${path}[${index}]`))
    .find(Boolean);
  if (!inOrder) return undefined;
  const left = [...actual];
  const all = expected.every((item) => {
    const index = left.findIndex((other) => difference(item, other, bound) === undefined);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
  return all ? undefined : inOrder;
}

function objectDifference(
  expected: object,
  actual: unknown,
  bound: Bindings,
  path: string,
): string | undefined {
  if (typeof actual !== 'object' || actual === null)
    return `${path}: want an object got ${show(actual)}`;
  const came = actual as Record<string, unknown>;
  for (const [name, value] of Object.entries(expected)) {
    if (!(name in came)) return `${path}: missing ${name}`;
    const problem = difference(value, came[name], bound, `${path}.${name}`);
    if (problem) return problem;
  }
  const more = Object.keys(came).find((name) => !(name in expected));
  return more === undefined ? undefined : `${path}: ${more} is not in the recording`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 160);
}

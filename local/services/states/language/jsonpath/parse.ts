import { RuntimeFault } from '../failure.ts';
import type { JsonPath, PathStep } from './ast.ts';
import { parseFilter } from './parse-filter.ts';
import { TextReader } from './text-reader.ts';

/** Parses the path after its root: `.a[0]`, `['b']..c[?(@.d > 1)]`. */
export function parsePath(text: string): JsonPath {
  const reader = new TextReader(text);
  const steps = parseSteps(reader);
  if (!reader.done) throw new RuntimeFault(`Invalid path '${text}'`);
  return toPath(steps);
}

/** Parses as many steps as follow; leaves the reader behind them. */
function parseSteps(reader: TextReader): PathStep[] {
  const steps: PathStep[] = [];
  while (!reader.done) {
    if (reader.take('..')) steps.push({ kind: 'descend', step: parseDescent(reader) });
    else if (reader.take('.')) steps.push(parseDotted(reader));
    else if (reader.peek() === '[') steps.push(parseBracket(reader));
    else break;
  }
  return steps;
}

/** A path of steps, with its definiteness. */
function toPath(steps: readonly PathStep[]): JsonPath {
  return { steps, definite: steps.every(isDefinite) };
}

function isDefinite(step: PathStep): boolean {
  if (step.kind === 'function') return true;
  if (step.kind === 'names') return step.names.length === 1;
  return step.kind === 'indexes' && step.indexes.length === 1;
}

function parseDescent(reader: TextReader): PathStep {
  return reader.peek() === '[' ? parseBracket(reader) : parseDotted(reader);
}

function parseDotted(reader: TextReader): PathStep {
  if (reader.take('*')) return { kind: 'wildcard' };
  const name = reader.match(/[^\s.[\]()'"?*,=<>!&|@]+/y);
  if (!name) throw reader.fault();
  if (reader.take('()')) return { kind: 'function', name };
  return { kind: 'names', names: [name] };
}

function parseBracket(reader: TextReader): PathStep {
  reader.expect('[');
  reader.space();
  const step = parseInside(reader);
  reader.space();
  reader.expect(']');
  return step;
}

function parseInside(reader: TextReader): PathStep {
  if (reader.take('*')) return { kind: 'wildcard' };
  if (reader.take('?')) {
    reader.space();
    reader.expect('(');
    const test = parseFilter(reader, (inner) => toPath(parseSteps(inner)));
    reader.space();
    reader.expect(')');
    return { kind: 'filter', test };
  }
  const quote = reader.peek();
  return quote === "'" || quote === '"' ? parseNames(reader) : parseNumbers(reader);
}

function parseNames(reader: TextReader): PathStep {
  const names = [reader.quoted()];
  while (reader.takeComma()) names.push(reader.quoted());
  return { kind: 'names', names };
}

function parseNumbers(reader: TextReader): PathStep {
  const text = reader.match(/[-\d:,\s]+/y)?.trim();
  if (!text) throw reader.fault();
  if (!text.includes(':'))
    return { kind: 'indexes', indexes: text.split(',').map((part) => Number(part.trim())) };
  const [from, to, by] = text
    .split(':')
    .map((part) => (part.trim() === '' ? undefined : Number(part)));
  return { kind: 'slice', from, to, by };
}

import { RuntimeFault } from './failure.ts';
import { isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { PathStep } from './jsonpath/ast.ts';
import { parsePath } from './jsonpath/parse.ts';
import { compileExpression, evaluateExpression } from './path-expression.ts';
import { withInput } from './scope.ts';
import type { Scope } from './scope.ts';

/** InputPath, OutputPath or ItemsPath: the part of a document that is passed on. */
export function applyPath(path: string | null | undefined, document: Json, scope: Scope): Json {
  if (path === undefined || path === '$') return document;
  if (path === null) return {};
  const value = evaluateExpression(compileExpression(path), withInput(scope, document));
  if (value === undefined)
    throw new RuntimeFault(`Invalid path '${path}' : ${whyEmpty(path, document)}`);
  return value;
}

/** What a path misses: its last step, or one on the way to it. */
function whyEmpty(path: string, document: Json): string {
  const [, root, rest] = /^(\$?\$?[\p{ID_Continue}]*)(.*)$/su.exec(path)!;
  const steps = parsePath(rest!).steps;
  let inside: Json | undefined = document;
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const name = step.kind === 'names' && step.names.length === 1 ? step.names[0]! : undefined;
    if (name === undefined) break;
    inside = isObject(inside) ? inside[name] : undefined;
    if (inside === undefined)
      return `Missing property in path ${root}${steps.slice(0, index + 1).map(bracketed).join('')}`;
  }
  return `No results for path: ${canonicalPath(path)}`;
}

/** ResultPath: where in the input a result is put. */
export function placeResult(path: string | null | undefined, input: Json, result: Json): Json {
  if (path === undefined || path === '$') return result;
  if (path === null) return input;
  return put(input, parsePath(path.slice(1)).steps, result, path);
}

/** A path in the bracket notation that AWS's texts use. */
export function canonicalPath(path: string): string {
  const root = /^\$?\$?[\p{ID_Continue}]*/u.exec(path)![0];
  return parsePath(path.slice(root.length)).steps.reduce(
    (text, step) => text + bracketed(step),
    root,
  );
}

function bracketed(step: PathStep): string {
  if (step.kind === 'names') return `['${step.names.join("','")}']`;
  if (step.kind === 'indexes') return `[${step.indexes.join(',')}]`;
  return step.kind === 'wildcard' ? '[*]' : '';
}

function put(into: Json, steps: readonly PathStep[], value: Json, path: string): Json {
  const [step, ...rest] = steps;
  if (!step) return value;
  if (step.kind === 'names') {
    const name = step.names[0]!;
    const base: JsonObject = isObject(into) ? into : {};
    return { ...base, [name]: put(base[name] ?? {}, rest, value, path) };
  }
  if (step.kind === 'indexes' && Array.isArray(into) && step.indexes[0]! < into.length) {
    const index = step.indexes[0]!;
    return into.map((item, position) => (position === index ? put(item, rest, value, path) : item));
  }
  throw new RuntimeFault(
    `Unable to apply step "${path}" to input ${JSON.stringify(into)}`,
    'States.ResultPathMatchFailure',
  );
}

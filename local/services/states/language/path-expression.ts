import { BoundedCache } from './bounded-cache.ts';
import { RuntimeFault } from './failure.ts';
import { evaluateCall } from './intrinsics/evaluate.ts';
import { parseIntrinsic } from './intrinsics/parse.ts';
import type { IntrinsicCall } from './intrinsics/parse.ts';
import type { Json } from './json.ts';
import type { JsonPath } from './jsonpath/ast.ts';
import { evaluatePath } from './jsonpath/evaluate.ts';
import { parsePath } from './jsonpath/parse.ts';
import type { Scope } from './scope.ts';

/**
 * An expression of the JSONPath language: a path into the input, the context or a variable, or an
 * intrinsic.
 */
export type PathExpression =
  | { readonly kind: 'input' | 'context'; readonly path: JsonPath; readonly text: string }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly path: JsonPath;
      readonly text: string;
    }
  | { readonly kind: 'intrinsic'; readonly call: IntrinsicCall; readonly text: string };

const cache = new BoundedCache<PathExpression>(4000);

/** Compiles an expression, or returns what it was compiled to before. */
export function compileExpression(text: string): PathExpression {
  return cache.get(text, parseExpression);
}

/** The value of an expression, or undefined when a definite path leads nowhere. */
export function evaluateExpression(expression: PathExpression, scope: Scope): Json | undefined {
  switch (expression.kind) {
    case 'input':
      return evaluatePath(expression.path, scope.input);
    case 'context':
      return evaluatePath(expression.path, scope.context);
    case 'variable':
      return variable(expression, scope);
    case 'intrinsic':
      return evaluateCall(expression.call, scope, evaluateText);
  }
}

function evaluateText(text: string, scope: Scope): Json | undefined {
  return evaluateExpression(compileExpression(text), scope);
}

/** The root of the document that an expression looks into: for texts of errors. */
export function documentOf(expression: PathExpression, scope: Scope): Json {
  return expression.kind === 'context' ? scope.context : scope.input;
}

function parseExpression(text: string): PathExpression {
  if (text.startsWith('$$')) return { kind: 'context', path: parsePath(text.slice(2)), text };
  const name = /^\$([\p{ID_Start}_][\p{ID_Continue}]*)/u.exec(text)?.[1];
  if (name !== undefined)
    return { kind: 'variable', name, path: parsePath(text.slice(name.length + 1)), text };
  if (text.startsWith('$')) return { kind: 'input', path: parsePath(text.slice(1)), text };
  return { kind: 'intrinsic', call: parseIntrinsic(text), text };
}

function variable(
  expression: PathExpression & { kind: 'variable' },
  scope: Scope,
): Json | undefined {
  if (!Object.hasOwn(scope.variables, expression.name)) {
    throw new RuntimeFault(`The variable '$${expression.name}' is not defined.`);
  }
  return evaluatePath(expression.path, scope.variables[expression.name]!);
}

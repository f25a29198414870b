import { INTRINSICS } from '../intrinsics/table.ts';
import type { IntrinsicCall } from '../intrinsics/parse.ts';
import type { Json } from '../json.ts';
import { RuntimeFault } from '../failure.ts';
import { compileExpression } from '../path-expression.ts';
import type { PathExpression } from '../path-expression.ts';

/** True for a path into the input, the context object or a variable. */
export function isPath(text: Json | undefined): boolean {
  const expression = compiled(text);
  return expression !== undefined && expression.kind !== 'intrinsic';
}

/** True for a path that leads to one value. */
export function isReferencePath(text: Json | undefined): boolean {
  const expression = compiled(text);
  return expression !== undefined && expression.kind !== 'intrinsic' && expression.path.definite;
}

/** True for a path, or a call of intrinsic functions that exist. */
export function isPathOrCall(text: Json | undefined): boolean {
  const expression = compiled(text);
  if (!expression) return false;
  return expression.kind !== 'intrinsic' || isKnownCall(expression.call);
}

function compiled(text: Json | undefined): PathExpression | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return compileExpression(text);
  } catch (error) {
    if (error instanceof RuntimeFault) return undefined;
    throw error;
  }
}

function isKnownCall(call: IntrinsicCall): boolean {
  if (!INTRINSICS[call.name]) return false;
  return call.arguments.every((argument) => {
    if (argument.kind === 'call') return isKnownCall(argument.call);
    if (argument.kind === 'path') return isPath(argument.text);
    return !(call.name.startsWith('States.Math') && typeof argument.value !== 'number');
  });
}

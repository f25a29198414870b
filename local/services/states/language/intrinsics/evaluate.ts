import { RuntimeFault } from '../failure.ts';
import type { Json } from '../json.ts';
import { compileExpression, evaluateExpression } from '../path-expression.ts';
import type { Scope } from '../scope.ts';
import type { IntrinsicArgument, IntrinsicCall } from './parse.ts';
import { INTRINSICS } from './table.ts';

/** Evaluates a call and the calls inside it. */
export function evaluateCall(call: IntrinsicCall, scope: Scope): Json {
  const intrinsic = INTRINSICS[call.name];
  if (!intrinsic)
    throw new RuntimeFault(`Unknown intrinsic function: ${call.name}`, 'States.IntrinsicFailure');
  return intrinsic(
    call.arguments.map((argument) => evaluateArgument(argument, call, scope)),
    scope.world,
  );
}

function evaluateArgument(argument: IntrinsicArgument, call: IntrinsicCall, scope: Scope): Json {
  if (argument.kind === 'literal') return argument.value;
  if (argument.kind === 'call') return evaluateCall(argument.call, scope);
  const value = evaluateExpression(compileExpression(argument.text), scope);
  if (value === undefined) {
    throw new RuntimeFault(
      `The function '${call.text}' had the following error: The JsonPath argument for the field '${argument.text}' ` +
        `could not be found in the input '${JSON.stringify(scope.input)}'`,
    );
  }
  return value;
}

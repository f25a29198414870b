import { RuntimeFault } from '../failure.ts';
import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';
import type { IntrinsicArgument, IntrinsicCall } from './parse.ts';
import { INTRINSICS } from './table.ts';

/** The value of a path that is an argument; undefined when it leads nowhere. */
export type ResolvePath = (text: string, scope: Scope) => Json | undefined;

/** Evaluates a call and the calls inside it. */
export function evaluateCall(call: IntrinsicCall, scope: Scope, resolve: ResolvePath): Json {
  const intrinsic = INTRINSICS[call.name];
  if (!intrinsic)
    throw new RuntimeFault(`Unknown intrinsic function: ${call.name}`, 'States.IntrinsicFailure');
  const values = call.arguments.map((argument) => valueOf(argument, call, scope, resolve));
  return intrinsic(values, scope.world);
}

function valueOf(
  argument: IntrinsicArgument,
  call: IntrinsicCall,
  scope: Scope,
  resolve: ResolvePath,
): Json {
  if (argument.kind === 'literal') return argument.value;
  if (argument.kind === 'call') return evaluateCall(argument.call, scope, resolve);
  const value = resolve(argument.text, scope);
  if (value !== undefined) return value;
  throw new RuntimeFault(
    `The function '${call.text}' had the following error: The JsonPath argument for the field '${argument.text}' ` +
      `could not be found in the input '${JSON.stringify(scope.input)}'`,
  );
}

import jsonata from 'jsonata';
import { BoundedCache } from '../bounded-cache.ts';
import { QueryFault } from '../failure.ts';
import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';
import { bindFunctions } from './functions.ts';

/** Limits of one evaluation, so that no expression can hold up the cloud. */
const LIMITS = { stack: 1500, timeout: 10_000, sequence: 1_000_000 };

const cache = new BoundedCache<jsonata.Expression>(4000);

/** True for `{% ... %}`. */
export function isQuery(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;
}

/** The expression between `{%` and `%}`. */
export function queryText(text: string): string {
  return text.slice(2, -2).trim();
}

/** Compiles an expression; throws jsonata's error when it cannot be parsed. */
export function compileQuery(text: string): jsonata.Expression {
  return cache.get(text, (key) => bindFunctions(jsonata(key, LIMITS)));
}

/**
 * The value of an expression. `location` names the field in texts of errors, for example
 * `Output/total`.
 */
export async function evaluateQuery(text: string, location: string, scope: Scope): Promise<Json> {
  const value = await run(text, location, scope);
  if (value === undefined) {
    throw fault(text, location, 'returned nothing (undefined).');
  }
  const json = JSON.stringify(value, refuseFunctions(text, location));
  // What stringify made out of JSON values, parse turns back into JSON values.
  return JSON.parse(json) as Json;
}

async function run(text: string, location: string, scope: Scope): Promise<unknown> {
  try {
    return await compileQuery(text).evaluate(undefined, bindings(scope));
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    throw fault(
      text,
      location,
      `threw an error during evaluation. ${code ? `${code}: ` : ''}${message ?? String(error)}`,
    );
  }
}

function bindings(scope: Scope): Record<string, unknown> {
  const states: Record<string, Json> = { input: scope.input, context: scope.context };
  if (scope.result !== undefined) states.result = scope.result;
  if (scope.errorOutput !== undefined) states.errorOutput = scope.errorOutput;
  return { ...scope.variables, states, ['$world']: scope.world };
}

/** A function is no value that can be passed on; jsonata's own are objects with a mark. */
function refuseFunctions(text: string, location: string) {
  return (_name: string, value: unknown) => {
    const marked = value as { _jsonata_lambda?: boolean; _jsonata_function?: boolean } | null;
    if (typeof value === 'function' || marked?._jsonata_lambda || marked?._jsonata_function) {
      throw fault(text, location, 'returned an unsupported result type.');
    }
    return value;
  };
}

function fault(text: string, location: string, what: string): QueryFault {
  return new QueryFault(
    `The JSONata expression '${text}' specified for the field '${location}' ${what}`,
    location,
  );
}

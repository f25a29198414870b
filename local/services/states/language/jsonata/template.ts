import { QueryFault } from '../failure.ts';
import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Scope } from '../scope.ts';
import { evaluateQuery, isQuery, queryText } from './expression.ts';

/** Evaluates every `{% %}` in a value; `location` is the path of the value, for texts of errors. */
export async function fillQueries(value: Json, location: string, scope: Scope): Promise<Json> {
  if (typeof value === 'string')
    return isQuery(value) ? evaluateQuery(queryText(value), location, scope) : value;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const [index, item] of value.entries())
      items.push(await fillQueries(item, `${location}[${index}]`, scope));
    return items;
  }
  if (!isObject(value)) return value;
  const filled: JsonObject = {};
  for (const [name, member] of Object.entries(value))
    filled[name] = await fillQueries(member, `${location}/${name}`, scope);
  return filled;
}

/** What a field takes, by JSON type. */
export type QueryType = 'array' | 'boolean' | 'number' | 'string' | 'object';

/** Evaluates a field that takes one type only. */
export async function fillTyped(
  value: Json,
  location: string,
  type: QueryType,
  scope: Scope,
): Promise<Json> {
  const filled = await fillQueries(value, location, scope);
  if (jsonType(filled) === type || typeof value !== 'string') return filled;
  throw new QueryFault(
    `The JSONata expression '${queryText(value)}' specified for the field '${location}' returned an unexpected result ` +
      `type. Expected '${type}', but was '${jsonType(filled)}' for value: ${JSON.stringify(filled)}`,
    location,
  );
}

function jsonType(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

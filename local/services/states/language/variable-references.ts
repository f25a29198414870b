import { isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { isQuery, queryText } from './jsonata/expression.ts';
import type { MachineDefinition } from './types.ts';

/** Functions of JSONata and words of Step Functions that are no variables. */
const NOT_VARIABLES = new Set(['states']);

/** The variables that each state reads, by the state's name. */
export function variableReferences(definition: MachineDefinition): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, state] of Object.entries(definition.States)) {
    const names = new Set<string>();
    const { Branches, ItemProcessor, Iterator, ...own } = state as unknown as JsonObject;
    collect(own, names, undefined);
    if (names.size > 0) found[name] = [...names].sort();
    for (const inner of [Branches, ItemProcessor, Iterator].flat()) {
      if (isObject(inner) && isObject(inner.States))
        Object.assign(found, variableReferences(inner as unknown as MachineDefinition));
    }
  }
  return found;
}

function collect(value: Json, names: Set<string>, field: string | undefined): void {
  if (Array.isArray(value)) return value.forEach((item) => collect(item, names, undefined));
  if (isObject(value))
    return Object.entries(value).forEach(([name, member]) => collect(member, names, name));
  if (typeof value !== 'string') return;
  if (isQuery(value)) return collectFrom(queryText(value), /\$([A-Za-z_]\w*)(?!\w*\s*[(])/g, names);
  const path =
    field !== undefined && (field.endsWith('.$') || field.endsWith('Path') || field === 'Variable');
  if (path) collectFrom(value, /(?<![$\w])\$([A-Za-z_]\w*)/g, names);
}

function collectFrom(text: string, pattern: RegExp, names: Set<string>): void {
  for (const [, name] of text.matchAll(pattern))
    if (name && !NOT_VARIABLES.has(name)) names.add(name);
}

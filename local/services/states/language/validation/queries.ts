import { compileQuery, isQuery, queryText } from '../jsonata/expression.ts';
import { isObject } from '../json.ts';
import type { Json } from '../json.ts';
import { SCHEMA } from './diagnostic.ts';
import type { Findings } from './diagnostic.ts';
import type { StateCheck } from './state.ts';

/** Fields that hold other states or plain text. */
const SKIPPED = new Set([
  'Comment',
  'Type',
  'Next',
  'Default',
  'Resource',
  'Branches',
  'ItemProcessor',
  'Iterator',
  'QueryLanguage',
  'Label',
]);

/** Checks every `{% %}` of a state of the JSONata language. */
export function checkQueries({ state, at, context: { findings } }: StateCheck): void {
  for (const [field, value] of Object.entries(state)) {
    if (!SKIPPED.has(field)) checkValue(value, `${at}/${field}`, findings);
  }
}

function checkValue(value: Json, at: string, findings: Findings): void {
  if (Array.isArray(value))
    return value.forEach((item, index) => checkValue(item, `${at}[${index}]`, findings));
  if (isObject(value))
    return Object.entries(value).forEach(([name, member]) =>
      checkValue(member, `${at}/${name}`, findings),
    );
  if (typeof value === 'string') checkText(value, at, findings);
}

function checkText(text: string, at: string, findings: Findings): void {
  const [opens, closes] = [text.startsWith('{%'), text.endsWith('%}')];
  if (!opens && !closes) return;
  if (!isQuery(text) || !/^\{%\s[\s\S]*\s%\}$/.test(text)) {
    return findings.add(SCHEMA, 'JSONata expressions must be surrounded by {% and %}', at);
  }
  const problem = parseProblem(queryText(text));
  if (problem !== undefined)
    findings.add('INVALID_JSONATA_EXPRESSION', `Invalid JSONata expression: ${problem}`, at);
}

function parseProblem(text: string): string | undefined {
  try {
    compileQuery(text);
    return undefined;
  } catch (error) {
    return (error as { message?: string }).message ?? String(error);
  }
}

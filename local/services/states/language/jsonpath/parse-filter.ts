import type { FilterNode, FilterOperand, JsonPath } from './ast.ts';
import type { TextReader } from './text-reader.ts';

const OPERATORS = ['==', '!=', '<=', '>=', '=~', '<', '>'];
const WORDS = /(?:in|nin|subsetof|anyof|noneof|size|empty)\b/y;

/** Parses the path behind `@` or `$`. */
export type ParsePath = (reader: TextReader) => JsonPath;

/** Parses the inside of `?( )`: comparisons joined by `&&` and `||`. */
export function parseFilter(reader: TextReader, parsePath: ParsePath): FilterNode {
  let left = parseConjunction(reader, parsePath);
  for (reader.space(); reader.take('||'); reader.space()) {
    left = { kind: 'or', left, right: parseConjunction(reader, parsePath) };
  }
  return left;
}

function parseConjunction(reader: TextReader, parsePath: ParsePath): FilterNode {
  let left = parseTerm(reader, parsePath);
  for (reader.space(); reader.take('&&'); reader.space()) {
    left = { kind: 'and', left, right: parseTerm(reader, parsePath) };
  }
  return left;
}

function parseTerm(reader: TextReader, parsePath: ParsePath): FilterNode {
  reader.space();
  if (reader.take('!')) return { kind: 'not', of: parseTerm(reader, parsePath) };
  if (reader.take('(')) {
    const inner = parseFilter(reader, parsePath);
    reader.space();
    reader.expect(')');
    return inner;
  }
  const left = parseOperand(reader, parsePath);
  reader.space();
  const operator = OPERATORS.find((candidate) => reader.take(candidate)) ?? reader.match(WORDS);
  if (!operator) return { kind: 'exists', operand: left };
  reader.space();
  return { kind: 'compare', operator, left, right: parseOperand(reader, parsePath) };
}

function parseOperand(reader: TextReader, parsePath: ParsePath): FilterOperand {
  if (reader.take('@')) return { kind: 'current', path: parsePath(reader) };
  if (reader.take('$')) return { kind: 'root', path: parsePath(reader) };
  const next = reader.peek();
  if (next === "'" || next === '"') return { kind: 'literal', value: reader.quoted() };
  if (next === '[') return { kind: 'literal', value: parseList(reader) };
  if (next === '/') return parsePattern(reader);
  const word = reader.match(/[-+\w.]+/y);
  if (word === undefined) throw reader.fault();
  return { kind: 'literal', value: parseWord(word, reader) };
}

function parseWord(word: string, reader: TextReader): string | number | boolean | null {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  const value = Number(word);
  if (Number.isNaN(value)) throw reader.fault();
  return value;
}

function parseList(reader: TextReader): (string | number | boolean | null)[] {
  reader.expect('[');
  const items: (string | number | boolean | null)[] = [];
  for (reader.space(); !reader.take(']'); reader.takeComma()) {
    const quote = reader.peek();
    items.push(
      quote === "'" || quote === '"'
        ? reader.quoted()
        : parseWord(reader.match(/[-+\w.]+/y) ?? 'x', reader),
    );
    reader.space();
  }
  return items;
}

function parsePattern(reader: TextReader): FilterOperand {
  const text = reader.match(/\/(?:[^/\\]|\\.)*\/[imsu]*/y);
  if (!text) throw reader.fault();
  const end = text.lastIndexOf('/');
  return { kind: 'pattern', value: new RegExp(`^(?:${text.slice(1, end)})$`, text.slice(end + 1)) };
}

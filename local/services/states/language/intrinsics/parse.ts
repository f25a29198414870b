import { RuntimeFault } from '../failure.ts';
import { TextReader } from '../jsonpath/text-reader.ts';

/** An argument of an intrinsic function. */
export type IntrinsicArgument =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'path'; readonly text: string }
  | { readonly kind: 'call'; readonly call: IntrinsicCall };

/** A call of an intrinsic function. */
export interface IntrinsicCall {
  readonly name: string;
  readonly arguments: readonly IntrinsicArgument[];
  readonly text: string;
}

/** Parses `States.Name(argument, ...)`. */
export function parseIntrinsic(text: string): IntrinsicCall {
  const reader = new TextReader(text);
  const call = parseCall(reader);
  if (!call || !reader.done) throw new RuntimeFault(`Invalid intrinsic function: ${text}`);
  return call;
}

function parseCall(reader: TextReader): IntrinsicCall | undefined {
  const name = reader.match(/States\.\w+/y);
  if (!name) return undefined;
  reader.expect('(');
  reader.space();
  const found: IntrinsicArgument[] = [];
  while (!reader.take(')')) {
    found.push(parseArgument(reader));
    if (!reader.takeComma() && reader.peek() !== ')') throw reader.fault();
  }
  return { name, arguments: found, text: reader.text };
}

function parseArgument(reader: TextReader): IntrinsicArgument {
  if (reader.peek() === "'") return { kind: 'literal', value: parseString(reader) };
  if (reader.peek() === '$') return { kind: 'path', text: readPath(reader) };
  const call = parseCall(reader);
  if (call) return { kind: 'call', call };
  const word = reader.match(/true|false|null|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
  if (word === undefined) throw reader.fault();
  return { kind: 'literal', value: JSON.parse(word) as number | boolean | null };
}

/**
 * A quote, a backslash and braces are escaped, nothing else; braces keep their backslash for
 * States.Format.
 */
function parseString(reader: TextReader): string {
  const text = reader.match(/'(?:[^'\\]|\\['\\{}])*'/y);
  if (text === undefined) throw reader.fault();
  return text.slice(1, -1).replace(/\\(['\\])/g, '$1');
}

/**
 * Reads a path up to the comma or parenthesis that ends the argument; brackets and quotes may hold
 * either.
 */
function readPath(reader: TextReader): string {
  let path = '';
  let depth = 0;
  while (!reader.done) {
    const character = reader.peek();
    const quoted = depth > 0 ? reader.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y) : undefined;
    if (quoted) {
      path += quoted;
      continue;
    }
    if (depth === 0 && (character === ',' || character === ')' || character === ' ')) break;
    if (character === '[' || character === '(') depth++;
    if (character === ']' || character === ')') depth--;
    path += character;
    reader.take(character);
  }
  return path;
}

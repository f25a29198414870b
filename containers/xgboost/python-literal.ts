import { ContainerError } from './errors.ts';
import { parseFloat64, parseInteger, type PythonValue } from './python.ts';

const TOKEN = /\s*(?:([+-]?(?:\d[\w.]*(?:(?<=[eE])[+-]\d+)?|\.\d[\w]*))|([A-Za-z_]\w*)|('[^']*'|"[^"]*")|([[\](),]))/y;
const CLOSING = { '[': ']', '(': ')' } as const;

/**
 * Reads numbers, texts, lists, and tuples of Python. Names raise NameError, all else SyntaxError.
 */
export function parseLiteral(text: string): PythonValue {
  const reader = new LiteralReader(tokensOf(text));
  return reader.all();
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (!match) {
      throw new ContainerError('SyntaxError', 'invalid syntax (<string>, line 1)');
    }
    tokens.push(match[0].trim());
  }
  return tokens;
}

class LiteralReader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  /** The whole text; a comma outside of brackets makes a tuple. */
  all(): PythonValue {
    const { items, commas } = this.itemsUntil(undefined);
    if (items.length === 0) {
      throw this.wrong();
    }
    return commas === 0 ? items[0]! : { kind: 'tuple', items };
  }

  private itemsUntil(end: string | undefined): { items: PythonValue[]; commas: number } {
    const items: PythonValue[] = [];
    let commas = 0;
    while (this.tokens[this.at] !== end) {
      items.push(this.value());
      if (this.tokens[this.at] === ',') {
        commas++;
        this.at++;
      } else if (this.tokens[this.at] !== end) {
        throw this.wrong();
      }
    }
    this.at++;
    return { items, commas };
  }

  private value(): PythonValue {
    const token = this.tokens[this.at++];
    if (token === '[' || token === '(') {
      const { items, commas } = this.itemsUntil(CLOSING[token]);
      const grouped = token === '(' && items.length === 1 && commas === 0;
      return grouped ? items[0]! : { kind: token === '[' ? 'list' : 'tuple', items };
    }
    if (token === undefined || /^[\]),]$/.test(token)) {
      throw this.wrong();
    }
    return scalar(token) ?? this.name(token);
  }

  private name(token: string): never {
    throw /^[A-Za-z_]/.test(token) ? new ContainerError('NameError', `name '${token}' is not defined`) : this.wrong();
  }

  private wrong(): ContainerError {
    return new ContainerError('SyntaxError', 'invalid syntax (<string>, line 1)');
  }
}

function scalar(token: string): PythonValue | undefined {
  if (token === 'True' || token === 'False' || token === 'None') {
    return { kind: 'word', value: token };
  }
  if (token.startsWith("'") || token.startsWith('"')) {
    return { kind: 'text', value: token.slice(1, -1) };
  }
  if (/^[A-Za-z_]/.test(token)) {
    return undefined;
  }
  if (/^0x[\da-f]+$/i.test(token)) {
    return { kind: 'int', value: Number(token) };
  }
  const integer = parseInteger(token);
  if (integer !== undefined) {
    return { kind: 'int', value: integer };
  }
  const float = parseFloat64(token);
  return float === undefined ? undefined : { kind: 'float', value: float };
}

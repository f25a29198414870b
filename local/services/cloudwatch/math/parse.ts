/** A parsed expression of metric math. */
export type Expression =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** An expression that is none. */
export class MathSyntaxError extends Error {
  public override readonly name = 'MathSyntaxError';
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|(&&|\|\||==|!=|<=|>=|[-+*/^<>()[\],]))/y;

/** Operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
];

/** Parses an expression. Throws MathSyntaxError. */
export function parseMath(source: string): Expression {
  const parser = new Parser(tokensOf(source));
  const expression = parser.level(0);
  parser.end();
  return expression;
}

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end;) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(source);
    if (!found) throw new MathSyntaxError(`Unexpected character at position ${at}`);
    const [, number, text, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'sign', text: sign! });
  }
  return tokens;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public level(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.level(level + 1);
    for (;;) {
      const operator = this.takeOne(operators);
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.level(level + 1) };
    }
  }

  public end(): void {
    if (this.tokens[this.at])
      throw new MathSyntaxError(`Unexpected '${this.tokens[this.at]!.text}'`);
  }

  private unary(): Expression {
    if (this.takeOne(['-']) !== undefined) return { kind: 'negate', operand: this.unary() };
    if (this.takeOne(['+']) !== undefined) return this.unary();
    return this.power();
  }

  private power(): Expression {
    const left = this.primary();
    if (this.takeOne(['^']) === undefined) return left;
    return { kind: 'binary', operator: '^', left, right: this.unary() };
  }

  private primary(): Expression {
    const token = this.tokens[this.at++];
    if (token?.kind === 'number') return { kind: 'number', number: Number(token.text) };
    if (token?.kind === 'text') return { kind: 'text', text: token.text };
    if (token?.kind === 'name') {
      if (this.takeOne(['(']) === undefined) return { kind: 'name', name: token.text };
      return { kind: 'call', name: token.text.toUpperCase(), args: this.listUntil(')') };
    }
    if (token?.text === '[') return { kind: 'list', items: this.listUntil(']') };
    if (token?.text === '(') {
      const inner = this.level(0);
      this.expect(')');
      return inner;
    }
    throw new MathSyntaxError(token ? `Unexpected '${token.text}'` : 'Unexpected end');
  }

  private listUntil(end: string): readonly Expression[] {
    const items: Expression[] = [];
    if (this.takeOne([end]) !== undefined) return items;
    do items.push(this.level(0));
    while (this.takeOne([',']) !== undefined);
    this.expect(end);
    return items;
  }

  private takeOne(texts: readonly string[]): string | undefined {
    const token = this.tokens[this.at];
    if (!token || token.kind === 'text' || token.kind === 'number') return undefined;
    const text = token.kind === 'name' ? token.text.toUpperCase() : token.text;
    if (!texts.includes(text)) return undefined;
    this.at++;
    return text;
  }

  private expect(text: string): void {
    if (this.takeOne([text]) === undefined) throw new MathSyntaxError(`Expected '${text}'`);
  }
}

/** Names of queries that an expression uses, `METRICS()` aside. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'list':
      return expression.items.flatMap(namesIn);
    case 'call':
      return expression.args.flatMap(namesIn);
    case 'negate':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    default:
      return [];
  }
}

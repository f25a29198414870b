/**
 * JSON as it was written: numbers keep their digits, and a repeated member keeps all its values.
 * Patterns and events are compared by both, which `JSON.parse` throws away.
 */
export type JsonText =
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonText])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonText[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null' };

/** A text that is not JSON; the message is that of AWS's parser, which had read up to `at`. */
export class JsonSyntaxError extends Error {
  public override readonly name = 'JsonSyntaxError';

  constructor(
    message: string,
    public readonly at: number,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Where AWS's parser stood, in its words; of long texts it shows the beginning. */
export function locationIn(source: string, at: number): string {
  const before = source.slice(0, at);
  const line = before.split('\n').length;
  const column = at - (before.lastIndexOf('\n') + 1) + 1;
  const shown = source.slice(0, MAX_SHOWN);
  const rest = source.length > MAX_SHOWN ? `[truncated ${source.length - MAX_SHOWN} chars]` : '';
  return `\n at [Source: (String)"${shown}"${rest}; line: ${line}, column: ${column}]`;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const WORDS = ['true', 'false', 'null'] as const;
const MAX_DEPTH = 1000;
const MAX_SHOWN = 500;

/** Parses one value; what follows it is not looked at, as AWS does not. */
export function parseJsonText(source: string): JsonText {
  return new Reader(source).value(0);
}

class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  public value(depth: number): JsonText {
    if (depth > MAX_DEPTH)
      throw this.error(
        `Document nesting depth (${depth}) exceeds the maximum allowed (${MAX_DEPTH})`,
      );
    const first = this.peek();
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return { kind: 'string', text: this.string() };
    const number = this.take(NUMBER);
    if (number !== undefined) return this.number(number);
    return this.word();
  }

  private object(depth: number): JsonText {
    const members: [string, JsonText][] = [];
    this.at++;
    if (this.peek() === '}') this.at++;
    else {
      do {
        if (this.peek() !== '"') throw this.unexpected('double-quote to start field name');
        const name = this.string();
        if (this.peek() !== ':') throw this.unexpected('a colon to separate field name and value');
        this.at++;
        members.push([name, this.value(depth + 1)]);
      } while (this.another('}', 'Object'));
    }
    return { kind: 'object', members };
  }

  private array(depth: number): JsonText {
    const items: JsonText[] = [];
    this.at++;
    if (this.peek() === ']') this.at++;
    else {
      do items.push(this.value(depth + 1));
      while (this.another(']', 'Array'));
    }
    return { kind: 'array', items };
  }

  /** After a member or element: true where a comma promises another. */
  private another(end: string, of: 'Object' | 'Array'): boolean {
    const next = this.peek();
    if (next !== ',' && next !== end) throw this.unexpected(`comma to separate ${of} entries`);
    this.at++;
    return next === ',';
  }

  private string(): string {
    const raw = this.take(STRING);
    if (raw === undefined) {
      this.at = this.source.length;
      throw this.error('Unexpected end-of-input: was expecting closing quote for a string value');
    }
    try {
      return JSON.parse(raw) as string;
    } catch (cause) {
      throw this.error('Unrecognized character escape or illegal unquoted character', cause);
    }
  }

  private number(text: string): JsonText {
    if (/^-?0$/.test(text) && /\d/.test(this.source[this.at] ?? ''))
      throw this.error('Invalid numeric value: Leading zeroes not allowed');
    if (/[.eE\w]/.test(this.source[this.at] ?? ''))
      throw this.unexpected('a digit to follow in a number');
    return { kind: 'number', text };
  }

  private word(): JsonText {
    const word = this.take(WORD);
    if (word === undefined)
      throw this.unexpected(
        "a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      );
    const known = WORDS.find((candidate) => candidate === word);
    if (known) return { kind: 'word', text: known };
    throw this.error(
      `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    );
  }

  private peek(): string | undefined {
    SPACE.lastIndex = this.at;
    this.at += SPACE.exec(this.source)![0].length;
    return this.source[this.at];
  }

  private take(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.source)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private unexpected(wanted: string): JsonSyntaxError {
    const character = this.source[this.at];
    if (character === undefined) return this.error('Unexpected end-of-input');
    this.at++;
    return this.error(
      `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): was expecting ${wanted}`,
    );
  }

  private error(message: string, cause?: unknown): JsonSyntaxError {
    return new JsonSyntaxError(message, this.at, { cause });
  }
}

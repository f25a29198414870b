import { validationError } from '../errors.ts';
import type { AlarmState } from '../alarms.ts';

/** A parsed rule of a composite alarm. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly operand: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly left: AlarmRule; readonly right: AlarmRule };

/** Elements of a rule. Source: API reference, PutCompositeAlarm. */
const MAX_ELEMENTS = 500;

const TOKEN =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s()"']+))\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

/** Parses a rule. Throws ValidationError. */
export function parseRule(source: string): AlarmRule {
  const tokens = tokensOf(source);
  if (tokens.length > MAX_ELEMENTS) throw invalid(`it has more than ${MAX_ELEMENTS} elements`);
  const parser = new Parser(tokens);
  const rule = parser.either();
  parser.end();
  return rule;
}

/** Names of the alarms of a rule; those given by ARN are named, too. */
export function childrenOf(source: string): readonly string[] {
  return alarmsIn(parseRule(source));
}

function alarmsIn(rule: AlarmRule): readonly string[] {
  if (rule.kind === 'state') return [rule.alarm];
  if (rule.kind === 'not') return alarmsIn(rule.operand);
  return rule.kind === 'constant' ? [] : [...alarmsIn(rule.left), ...alarmsIn(rule.right)];
}

/** Whether a rule holds. */
export function holds(
  rule: AlarmRule,
  stateOf: (alarm: string) => AlarmState | undefined,
): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !holds(rule.operand, stateOf);
    case 'and':
      return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case 'or':
      return holds(rule.left, stateOf) || holds(rule.right, stateOf);
  }
}

type Token = AlarmRule | 'AND' | 'OR' | 'NOT' | '(' | ')';

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end;) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(source);
    if (!found) throw invalid(`there is a syntax error at position ${at}`);
    const [, state, double, single, bare, word, sign] = found;
    if (state !== undefined)
      tokens.push({
        kind: 'state',
        state: state as AlarmState,
        alarm: nameIn(double ?? single ?? bare ?? ''),
      });
    else if (word === 'TRUE' || word === 'FALSE')
      tokens.push({ kind: 'constant', value: word === 'TRUE' });
    else tokens.push((word ?? sign) as 'AND' | 'OR' | 'NOT' | '(' | ')');
  }
  return tokens;
}

/** The name of an alarm that is given by name or by ARN. */
export function nameIn(text: string): string {
  const unescaped = text.replace(/\\(.)/g, '$1');
  return /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(unescaped)?.[1] ?? unescaped;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public either(): AlarmRule {
    let left = this.both();
    while (this.take('OR')) left = { kind: 'or', left, right: this.both() };
    return left;
  }

  public end(): void {
    if (this.at < this.tokens.length) throw invalid('it goes on after its end');
  }

  private both(): AlarmRule {
    let left = this.one();
    while (this.take('AND')) left = { kind: 'and', left, right: this.one() };
    return left;
  }

  private one(): AlarmRule {
    if (this.take('NOT')) return { kind: 'not', operand: this.one() };
    if (this.take('(')) {
      const inner = this.either();
      if (!this.take(')')) throw invalid('a parenthesis is not closed');
      return inner;
    }
    const token = this.tokens[this.at++];
    if (typeof token === 'object') return token;
    throw invalid(token ? `'${token}' is not expected` : 'it ends too early');
  }

  private take(token: Token): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }
}

function invalid(why: string) {
  return validationError(`AlarmRule must be a valid expression: ${why}.`);
}

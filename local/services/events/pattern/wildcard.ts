import { refused } from './refusal.ts';

/** Stands for any characters, among the characters of a wildcard pattern. */
export const ANY = Symbol('any characters');

/** Characters of a wildcard pattern, quotes of the value included. */
export type WildcardTokens = readonly (string | typeof ANY)[];

/** `*` stands for any characters, `\*` and `\\` for themselves. */
export function wildcardTokens(pattern: string): WildcardTokens {
  const tokens: (string | typeof ANY)[] = ['"'];
  const position = (index: number) => Buffer.byteLength(pattern.slice(0, index)) + 1;
  for (let i = 0; i < pattern.length; i++) {
    const [character = '', next] = [pattern[i], pattern[i + 1]];
    if (character === '*' && next === '*')
      throw refused(`Consecutive wildcard characters at pos ${position(i)}`);
    if (character !== '\\') tokens.push(character === '*' ? ANY : character);
    else if (next === '*' || next === '\\') tokens.push(pattern[++i]!);
    else throw refused(`Invalid escape character at pos ${position(i)}`);
  }
  return [...tokens, '"'];
}

/** Tests a quoted value. Takes time by the product of the lengths at most, never more. */
export function wildcardTest(tokens: WildcardTokens): (value: string) => boolean {
  return (value) => {
    let [at, token, lastAny, resume] = [0, 0, -1, 0];
    while (at < value.length) {
      if (tokens[token] === ANY) {
        lastAny = token++;
        resume = at;
      } else if (tokens[token] === value[at]) {
        token++;
        at++;
      } else if (lastAny < 0) return false;
      else {
        token = lastAny + 1;
        at = ++resume;
      }
    }
    while (tokens[token] === ANY) token++;
    return token === tokens.length;
  };
}

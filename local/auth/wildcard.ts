/** Compiled wildcard patterns; a role's policies repeat the same few. */
const compiled = new Map<string, RegExp>();

/** Matches `*` (any characters) and `?` (one character) as IAM does. Case matters. */
export function matchesWildcard(pattern: string, value: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === value;
  let expression = compiled.get(pattern);
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[\\s\\S]*')
      .replace(/\?/g, '[\\s\\S]');
    expression = new RegExp(`^${source}$`);
    if (compiled.size > 20_000) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression.test(value);
}

/** Matches ARNs segment by segment: a wildcard does not reach over the first five colons. */
export function matchesArn(pattern: string, value: string): boolean {
  if (pattern === '*') return true;
  const wanted = splitArn(pattern);
  const given = splitArn(value);
  if (!wanted || !given) return matchesWildcard(pattern, value);
  return wanted.every((part, index) => matchesWildcard(part, given[index]!));
}

function splitArn(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

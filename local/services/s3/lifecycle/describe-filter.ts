import type { RuleInput } from './validate.ts';

/** Which objects a rule is about, as S3's error texts say it. */
export function describeFilter({ Prefix, Filter = {} }: RuleInput): string {
  if (Prefix !== undefined) return `prefix '${Prefix}'`;
  const { And, ...single } = Filter;
  const joined = { ...single, ...And };
  const tags = [...(single.Tag ? [single.Tag] : []), ...(And?.Tags ?? [])];
  const conditions = [
    ...(joined.Prefix === undefined ? [] : [`prefix=${joined.Prefix}`]),
    ...tags.map(({ Key, Value }) => `tag: key=${Key}, value=${Value}`),
  ];
  return `filter '(${conditions.length > 0 ? conditions.join(' and ') : 'all'})'`;
}

import { isObject } from '../json.ts';
import type { Json } from '../json.ts';
import { refuse, stringAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.Format: every `{}` of the first argument replaced by one of the others. */
export const format: Intrinsic = (values) => {
  const template = stringAt('Format', values, 0);
  let next = 1;
  const text = template.replace(/\\([{}])|\{\}/g, (found, escaped: string | undefined) => {
    if (escaped) return escaped;
    const value = values[next++];
    if (value === undefined)
      throw refuse('Format', `there are fewer arguments than occurrences of ${found}`);
    return render(value);
  });
  if (next !== values.length)
    throw refuse('Format', 'there are more arguments than occurrences of {}');
  return text;
};

/** Objects appear in the notation of Java's maps: `{name=value}`. */
function render(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(render).join(', ')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([name, member]) => `${name}=${render(member)}`)
      .join(', ')}}`;
  return String(value);
}

import type { JsonText } from './json-text.ts';
import { NumberText, Repeated } from './value.ts';

/** An event for patterns to look at, with its numbers as they were written. */
export function eventOf(text: JsonText): unknown {
  if (text.kind === 'array') return text.items.map(eventOf);
  if (text.kind === 'number') return new NumberText(text.text);
  if (text.kind === 'string') return text.text;
  if (text.kind === 'word') return text.text === 'null' ? null : text.text === 'true';
  const members = new Map<string, unknown[]>();
  for (const [name, value] of text.members)
    members.set(name, [...(members.get(name) ?? []), eventOf(value)]);
  return Object.fromEntries(
    [...members].map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : new Repeated(values),
    ]),
  );
}

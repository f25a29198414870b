import { formOf } from './value-form.ts';
import type { ColumnFacts } from './column-surveyor.ts';

/** So many different numbers are no categories, and words among them are so many at most. */
const [MANY, FEW] = [30, 3];

/** The share of numbers that there have to be, and that of other texts that may be left. */
const [MOST, ODD] = [0.5, 0.01];

/** Words: not `3+` or `<0.01`, which say something of a number. */
const WORD = /^[+-]?[\p{L}][\p{L} ._-]*$/u;

/**
 * The facts of a column whose numbers stand among a few words that come again and again, such as `error`,
 * `not measured` or `inf`: they mean that no number is known.
 */
export function withWordsAsMarkers(facts: ColumnFacts): ColumnFacts {
  const { forms, distinct, frequent } = facts;
  const texts = forms.get('text') ?? 0;
  const known = [...forms.values()].reduce((sum, times) => sum + times, 0);
  const numbers = (forms.get('integer') ?? 0) + (forms.get('number') ?? 0);
  if (texts <= ODD * known || numbers < MOST * known || distinct <= MANY) return facts;
  const words = frequent.filter(
    ({ value, atLeast }) => atLeast > 1 && WORD.test(value) && formOf(value) === 'text',
  );
  const times = words.reduce((sum, { atLeast }) => sum + atLeast, 0);
  const others = known - numbers - times;
  if (words.length === 0 || words.length > FEW || others > ODD * numbers) return facts;
  const isOther = (text: string): boolean => words.every(({ value }) => value !== text);
  return {
    ...facts,
    forms: new Map([...forms, ['text' as const, Math.max(0, texts - times)]]),
    markers: new Map([
      ...facts.markers,
      ...words.map(({ value, atLeast }) => [value, atLeast] as const),
    ]),
    examples: new Map([
      ...facts.examples,
      ['text' as const, (facts.examples.get('text') ?? []).filter(isOther)],
    ]),
  };
}

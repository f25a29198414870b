import type { ColumnFacts } from './column-surveyor.ts';
import type { Form } from './value-form.ts';

/** How numbers and times are written that the contract reads, by the form in which it does not. */
const PLAIN: Readonly<Partial<Record<Form, string>>> = {
  'comma-number': 'numbers with a point and no other marks (1234.5)',
  'marked-number': 'plain numbers without units and signs (1234.5)',
  'other-date': 'days as yyyy-mm-dd',
};

/**
 * What to write instead of values that mean numbers or times, but are written in a way that the contract
 * does not read: `plain numbers (1234.5), not '$1,234.50'`.
 */
export function otherwiseWritten({ forms, examples }: ColumnFacts): string | undefined {
  const all = [...forms.values()].reduce((sum, times) => sum + times, 0);
  const [form] =
    [...forms].find(([one, times]) => PLAIN[one] !== undefined && times > all / 2) ?? [];
  return form === undefined ? undefined : `${PLAIN[form]!}, not '${examples.get(form)?.[0] ?? ''}'`;
}

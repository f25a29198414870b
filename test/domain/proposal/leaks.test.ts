import { describe, expect, test } from 'vitest';
import { draftOf, fileOf, proposalFor } from './support.ts';
import type { Values } from './support.ts';

const pick =
  (...from: readonly string[]): Values =>
  (_row, chance) =>
    from[Math.floor(chance() * from.length)]!;

describe('leaks', () => {
  test.each<[string, Values]>([
    ['the target by another name', (row) => (row * 37) % 101],
    ['a part of a sum', (row) => ((row * 37) % 101) / 2],
    ['another scale', (row) => 32 + 1.8 * ((row * 37) % 101)],
  ])('%s is never learned from', (_name, leak) => {
    const y: Values = (row) => (row * 37) % 101;
    const rest: Values = (row) => ((row * 37) % 101) - Number(leak(row, () => 0));
    const { role, notes } = draftOf(fileOf({ leak, rest, y }), 'leak');
    expect(role).toBe('never');
    expect(notes.join(' ')).toContain('A leak');
  });

  test('a class by another name is, and a merely strong column is only pointed at', () => {
    const y: Values = (row) => 'ab'[row % 2]!;
    expect(draftOf(fileOf({ y, code: (row) => `k${row % 2}` }), 'code').role).toBe('never');
    const strong = draftOf(
      fileOf({ y, code: (row) => `k${row % 40 === 0 ? 1 : row % 2}` }),
      'code',
    );
    expect(strong.role).toBe('feature');
    expect(strong.notes.join()).toMatch(
      /^It explains 9\d % of 'y' alone: is it known beforehand\?$/,
    );
  });

  const of = (names: readonly string[], drafts: (name: string) => { readonly role: string }) =>
    names.map((name) => drafts(name).role);

  test('what the target is a sum or a product of is computed, not learned, however many parts it has', () => {
    const fee = (row: number, by: number) => ((row * by) % 97) / 4;
    const parts = {
      fare: (row: number) => 5 + fee(row, 31),
      tip: (row: number) => fee(row, 53),
      toll: (row: number) => fee(row, 71),
    };
    const total: Values = (row) =>
      (parts.fare(row) + parts.tip(row) + 1.5 * parts.toll(row) + 2).toFixed(2);
    const other: Values = (row) => (row * 17) % 89;
    const sums = proposalFor(fileOf({ ...parts, other, y: total })).columns;
    const roleIn = (columns: typeof sums) => (name: string) =>
      columns.find(({ draft }) => draft.column.name === name)!.draft;
    expect(of(['fare', 'tip', 'toll', 'other', 'x'], roleIn(sums))).toEqual([
      'never',
      'never',
      'never',
      'feature',
      'feature',
    ]);
    const [weight, height] = [
      (row: number) => 50 + fee(row, 31),
      (row: number) => 1.5 + fee(row, 53) / 100,
    ];
    const index = fileOf({
      weight,
      height,
      other,
      y: (row) => (weight(row) / height(row) ** 2).toFixed(3),
    });
    expect(of(['weight', 'height', 'other'], roleIn(proposalFor(index).columns))).toEqual([
      'never',
      'never',
      'feature',
    ]);
  });

  test('an instalment gives away the rate that it was computed from', () => {
    const [months, amount, percent] = [
      (row: number) => (row % 3 === 0 ? 60 : 36),
      (row: number) => 1000 + ((row * 37) % 211) * 50,
      (row: number) => 5 + ((row * 53) % 97) / 5,
    ];
    const instalment: Values = (row) => {
      const rate = percent(row) / 1200;
      return ((amount(row) * rate) / (1 - (1 + rate) ** -months(row))).toFixed(2);
    };
    const file = fileOf({ term: (row) => `${months(row)} months`, amount, instalment, y: percent });
    const { role, notes } = draftOf(file, 'instalment');
    expect([role, notes.join()]).toEqual(['never', expect.stringContaining('as in a loan')]);
    // Of a loan that may go bad, all of it is known before.
    const bad = fileOf({
      term: (row) => `${months(row)} months`,
      amount,
      instalment,
      percent,
      y: pick('good', 'bad'),
    });
    expect(draftOf(bad, 'instalment').role).toBe('feature');
  });

  test('a gap that goes with one class tells that a value comes afterwards, and gaps of chance do not', () => {
    const died = (row: number) => row % 5 < 2;
    const y: Values = (row) => (died(row) ? 'died' : 'lived');
    const body: Values = (row) => (died(row) && row % 2 === 0 ? row : '');
    const cabin: Values = (row) => (row % 3 === 0 ? '' : `c${(row * 7) % 13}`);
    const few: Values = (row) => (row % 60 === 0 ? row : '');
    const file = fileOf({ y, body, cabin, few });
    expect(draftOf(file, 'body')).toMatchObject({
      role: 'never',
      notes: [expect.stringContaining('where it is filled')],
    });
    expect(of(['cabin', 'few'], (name) => draftOf(file, name))).toEqual(['feature', 'feature']);
  });

  test('where nearly all rows are of one class a gap tells nothing, and a nearly pure one is a question', () => {
    const rare: Values = (row) => (row % 100 === 0 ? 'fraud' : 'fine');
    const gap: Values = (row) => (row % 2 === 1 ? row % 7 : '');
    expect(draftOf(fileOf({ gap, y: rare }, 4000), 'gap')).toMatchObject({
      role: 'feature',
      notes: [],
    });
    const boat: Values = (row) => (row % 5 < 2 && row % 50 !== 0 ? row % 7 : '');
    const saved: Values = (row) => (row % 5 < 2 && row % 30 !== 1 ? 'yes' : 'no');
    const { role, notes } = draftOf(fileOf({ boat, y: saved }, 600), 'boat');
    expect({ role, notes }).toEqual({
      role: 'feature',
      notes: [expect.stringMatching(/^Where it is filled, 9\d % .*: is it known beforehand\?$/)],
    });
  });

  test('bands of the target are made from it, and a class that has one value of a column is asked about', () => {
    const y: Values = (row) => (row * 37) % 101;
    const band: Values = (row) => ((row * 37) % 101 > 60 ? 'dear' : 'cheap');
    expect(draftOf(fileOf({ y, band }), 'band').role).toBe('never');
    const near: Values = (row) => ((row * 37) % 101 > 60 || row === 1 ? 'dear' : 'cheap');
    expect(draftOf(fileOf({ y, near }), 'near').role).toBe('feature');
    const severity: Values = (row) => (row % 4) + 1;
    const severe: Values = (row) => (row % 4 > 1 ? 'b' : 'a');
    const coarser = draftOf(fileOf({ y: severity, severe }), 'severe');
    expect(coarser).toMatchObject({
      role: 'feature',
      notes: ["Each class of 'y' has one value of it: is it known beforehand?"],
    });
  });

  test.each([
    ['y_pred', 'y', 'never'],
    ['y_pred_proba_b', 'y', 'never'],
    ['Prediction', 'y', 'never'],
    ['predicted_y', 'y', 'never'],
    ['predicted_rain', 'y', 'feature'],
    ['score', 'y', 'feature'],
  ])('an answer of another model is never learned from: %s', (name, _target, role) => {
    const text = fileOf({ [name]: (_row, chance) => chance().toFixed(2), y: pick('a', 'b') });
    expect(draftOf(text, name).role).toBe(role);
  });

  test('a relation that is only strong is no formula', () => {
    const fare: Values = (row) => 5 + ((row * 31) % 97) / 4;
    const tip: Values = (row) => ((row * 53) % 97) / 4;
    const y: Values = (row, chance) =>
      (Number(fare(row, chance)) + Number(tip(row, chance)) + chance()).toFixed(2);
    expect(of(['fare', 'tip'], (name) => draftOf(fileOf({ fare, tip, y }), name))).toEqual([
      'feature',
      'feature',
    ]);
  });

  test('a name can tell that something is known only afterwards', () => {
    expect(draftOf(fileOf({ final_state: pick('a', 'b') }), 'final_state').role).toBe('never');
    const before = ['poutcome', 'previous_bookings_not_canceled', 'paid_late_fees'];
    const drafts = before.map((name) => draftOf(fileOf({ [name]: pick('a', 'b') }), name));
    expect(drafts.map(({ role }) => role)).toEqual(['feature', 'feature', 'feature']);
    expect(drafts.at(-1)!.notes).toContainEqual(expect.stringContaining('is it known beforehand?'));
  });
});

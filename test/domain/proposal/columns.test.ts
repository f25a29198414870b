import { describe, expect, test } from 'vitest';
import { draftOf, fileOf } from './support.ts';
import type { Values } from './support.ts';

const pick = (...from: readonly string[]): Values =>
  (_row, chance) => from[Math.floor(chance() * from.length)]!;
const some = (share: number, text: string, other: Values): Values =>
  (row, chance) => (chance() < share ? text : other(row, chance));
const number: Values = (_row, chance) => (chance() * 50).toFixed(2);
const whole: Values = (_row, chance) => Math.floor(chance() * 50);
const day: Values = (row) => new Date(Date.UTC(2020, 0, 1 + row)).toISOString().slice(0, 10);

/** The column that is proposed for these values. */
const columnOf = (name: string, values: Values) => draftOf(fileOf({ [name]: values }), name).column;
const notesOf = (name: string, values: Values) => draftOf(fileOf({ [name]: values }), name).notes.join(' ');
const roleOf = (name: string, values: Values) => draftOf(fileOf({ [name]: values }), name).role;

describe('the type', () => {
  test.each<[string, string, Values]>([
    ['integer', 'riders', whole],
    ['number', 'weight', number],
    ['number', 'age', (row, chance) => (row === 9 ? '0.75' : whole(row, chance))],
    ['boolean', 'is_new', pick('0', '1')],
    ['boolean', 'is_new', pick('0.0', '1.0')],
    ['boolean', 'is_new', pick('TRUE', 'FALSE')],
    ['category', 'kind', pick('a', 'b', 'c')],
    ['category', 'zip', pick('01234', '99999', '00001')],
    ['category', 'region_id', pick('1', '2', '31')],
    ['date', 'made', day],
    ['timestamp', 'made', (row) => `${String(day(row, () => 0))} 10:00:00`],
    ['category', 'made', pick('1/15/2011', '12/1/2012')],
  ])('is %s for %s', (type, name, values) => {
    expect(columnOf(name, values).type).toBe(type);
  });

  test('a few values of another form do not spoil a column: the door refuses them', () => {
    const values: Values = (row) => (row === 7 ? 'lots' : row % 50);
    expect(draftOf(fileOf({ riders: values }), 'riders')).toMatchObject({
      column: { type: 'integer' }, notes: ["Refused at the door: 'lots'."],
    });
  });

  test.each([
    ['1,5', 'Numbers with commas'],
    ['15/01/2011', 'Days in another form'],
    ['17 %', 'Numbers with signs or units'],
    ['(17.50)', 'Numbers with signs or units'],
  ])('%s is told to be nothing that the contract reads', (text, note) => {
    expect(notesOf('odd', pick(text, text.replace('1', '2')))).toContain(note);
  });
});

describe('missing values', () => {
  test.each<[string, Values, object]>([
    ['empty', some(0.1, '', number), { nullable: true, maxMissingShare: 0.2 }],
    ['?', some(0.1, '?', number), { nullable: true, missing: ['?'] }],
    ['-', some(0.1, '-', number), { type: 'number', nullable: true, missing: ['-'] }],
    ['? among words', some(0.1, '?', pick('a', 'b')), { nullable: true, missing: ['?'], set: ['a', 'b'] }],
    ['None among words, which is a word', some(0.1, 'None', pick('a', 'b')), { set: ['None', 'a', 'b'] }],
    ['nearly all', some(0.9, '', number), { nullable: true }],
  ])('%s', (_name, values, expected) => {
    expect(columnOf('v', values)).toMatchObject(expected);
  });

  test('a column without any is not nullable', () => {
    expect(columnOf('v', number).nullable).toBeUndefined();
  });
});

describe('words among numbers', () => {
  test.each([
    ['error', { type: 'number', nullable: true, missing: ['error'] }],
    ['not measured', { type: 'number', missing: ['not measured'] }],
    ['inf', { type: 'number', missing: ['inf'] }],
  ])('%s that comes again is no number, which a person is asked about', (word, column) => {
    const draft = draftOf(fileOf({ v: some(0.1, word, number) }), 'v');
    expect(draft).toMatchObject({ role: 'feature', column });
    expect(draft.notes.join(' ')).toContain(`among which '${word}' counts as missing`);
  });

  test.each<[string, Values]>([
    ['what says something of a number', some(0.1, '<0.01', number)],
    ['words of many kinds', some(0.2, '', (row, chance) => (row % 8 === 0 ? `w${'abcdefgh'[row % 7]!}` : number(row, chance)))],
  ])('%s is no gap: the column is left out, and it is said why', (_name, values) => {
    const draft = draftOf(fileOf({ v: values }), 'v');
    expect(draft.role).toBe('left-out');
    expect(draft.notes.join(' ')).toContain('most of it are numbers, but not');
  });

  test('a few counts and a word are a category', () => {
    expect(columnOf('floor', pick('1', '2', '3', 'roof'))).toMatchObject({ type: 'category', set: ['1', '2', '3', 'roof'] });
  });
});

describe('numbers of a clock', () => {
  test.each<[string, Values, string]>([
    ['ts', (row) => 1_600_000_000 + row * 3600, 'Seconds since 1970'],
    ['createdAt', (row) => (1_600_000_000 + row * 3600) * 1000, 'Milliseconds since 1970'],
    ['sale_date', (row) => day(row, () => 0).toString().replaceAll('-', ''), 'Days without hyphens'],
  ])('%s is never learned from', (name, values, note) => {
    expect(roleOf(name, values)).toBe('never');
    expect(notesOf(name, values)).toContain(note);
  });

  test.each<[string, Values]>([
    ['time', (row, chance) => Math.floor(chance() * 172_792) + row],
    ['population', (row, chance) => 1_600_000_000 + Math.floor(chance() * 1e6) + row],
    ['day', (_row, chance) => 1 + Math.floor(chance() * 28)],
  ])('%s is an honest number', (name, values) => {
    expect(roleOf(name, values)).toBe('feature');
  });
});

test.each([1e15, 1e200, 1e-200])('a column of numbers up to %d has no range, which the registry could not hold', (most) => {
  expect(columnOf('v', (_row, chance) => String(chance() * 9 * most))).not.toHaveProperty('range.max');
});

describe('rules', () => {
  test.each<[string, number, number, object]>([
    ['price', 0, 87, { min: 0, max: 200 }],
    ['price', 3, 870, { min: 0, max: 2000 }],
    ['delta', -4, 9, { min: -10, max: 20 }],
    ['age', 17, 90, { min: 0, max: 130 }],
    ['latitude', 40, 41, { min: -90, max: 90 }],
    ['hour', 0, 23, { min: 0, max: 23 }],
    ['model_year', 1999, 2020, { min: 1800, max: 2100 }],
    ['emp.var.rate', -4, 2, { min: -10, max: 5 }],
  ])('%s from %d to %d has head-room', (name, min, max, range) => {
    const values: Values = (row) => (row < 2 ? [min, max][row]! : min + (row % (max - min + 1)));
    expect(columnOf(name, values).range).toEqual(range);
  });

  test('only what was seen often is a closed set', () => {
    expect(columnOf('kind', pick('b', 'a')).set).toEqual(['a', 'b']);
    expect(columnOf('kind', (row) => (row === 5 ? 'rare' : 'ab'[row % 2]!)).set).toBeUndefined();
  });

  test('the unit that a name tells is a comment', () => {
    expect(notesOf('petal length (cm)', number)).toBe('In centimetres.');
    expect(notesOf('distance_km', number)).toBe('In kilometres.');
    expect(notesOf('min', number)).toBe('');
  });
});

describe('persons and ids', () => {
  test.each<[string, Values, string]>([
    ['contact', (row) => `person${row}@example.org`, 'mail addresses'],
    ['phone', (row) => `+49 30 ${100_000 + row}`, 'telephone numbers'],
    ['customer_name', (row) => `Name ${row}`, 'names of persons'],
    ['date_of_birthday', day, 'dates of birth'],
  ])('%s is masked and never learned from', (name, values, what) => {
    const { column, role, notes } = draftOf(fileOf({ [name]: values }), name);
    expect({ role, personal: column.personal, optional: column.optional }).toEqual({ role: 'never', personal: true, optional: true });
    expect(notes.join(' ')).toContain(`Personal, it seems: ${what}.`);
  });

  test('an id is never learned from, unique or not', () => {
    expect(draftOf(fileOf({ trip_id: (row) => `T${row}` }), 'trip_id')).toMatchObject({
      role: 'never', column: { type: 'string', unique: true, optional: true },
    });
    expect(roleOf('n', (row) => row + 1)).toBe('never');
    expect(roleOf('customer_id', (row) => `C${row % 150}`)).toBe('never');
  });

  test('what the law protects is pointed at', () => {
    expect(draftOf(fileOf({ gender: pick('f', 'm') }), 'gender')).toMatchObject({
      role: 'feature', column: { personal: true },
    });
  });
});

describe('what is left out', () => {
  test.each<[string, string, Values]>([
    ['it is always', 'unit', () => 'kg'],
    ['it has no values', 'note', () => ''],
    ['free text', 'remark', (row) => `remark ${row} of many`],
    ['a contract cannot have such a name', 'a "quoted" name', number],
  ])('because %s', (why, name, values) => {
    const { role, notes } = draftOf(fileOf({ [name]: values }), name);
    expect(role).toBe('left-out');
    expect(notes.join(' ')).toContain(why);
  });

  test('two columns of one name', () => {
    const text = fileOf({ a: number, b: number }).replace('x,a,b', 'x,b,b');
    expect(draftOf(text, 'b').role).toBe('left-out');
  });
});

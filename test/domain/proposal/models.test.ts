import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineModel, readDefinition } from '../../../domain/definition/index.ts';
import { pipelineText } from '../../../domain/proposal/pipeline-text.ts';
import { readmeText } from '../../../domain/proposal/readme-text.ts';
import { withPipeline } from '../../../domain/proposal/registration.ts';
import { errorOf } from '../support/code-of.ts';
import { doorSays, draftOf, fileOf, proposalFor, surveyOf } from './support.ts';
import type { Values } from './support.ts';

const data = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'data', name), 'utf8');
const ADULT = [
  'age',
  'workclass',
  'fnlwgt',
  'education',
  'education-num',
  'marital-status',
  'occupation',
  'relationship',
  'race',
  'sex',
  'capital-gain',
  'capital-loss',
  'hours-per-week',
  'native-country',
  'income',
];
const pick =
  (...from: readonly string[]): Values =>
  (_row, chance) =>
    from[Math.floor(chance() * from.length)]!;
const day = (row: number): string =>
  new Date(Date.UTC(2020, 0, 1 + row)).toISOString().slice(0, 10);

describe('the task', () => {
  test.each<[string, Values, object]>([
    ['0 and 1', pick('0', '1'), { task: 'binary', target: { column: 'y', positive: '1' } }],
    ['true and false', pick('True', 'False'), { task: 'binary', target: { positive: '1' } }],
    ['yes and no', pick('yes', 'no', 'no'), { task: 'binary', target: { positive: 'yes' } }],
    ['1 and 2', pick('1', '1', '2'), { task: 'binary', target: { positive: '2' } }],
    ['words, the rarer one', pick('a', 'a', 'b'), { task: 'binary', target: { positive: 'b' } }],
    [
      'numbered classes',
      pick('0', '1', '2'),
      { task: 'multiclass', target: { classes: ['0', '1', '2'] } },
    ],
    ['words', pick('c', 'a', 'b'), { task: 'multiclass', target: { classes: ['a', 'b', 'c'] } }],
    ['grades that do not count from 0', pick('3', '4', '5', '6', '7'), { task: 'regression' }],
    ['numbers', (_row, chance) => chance().toFixed(3), { task: 'regression' }],
  ])('of %s', (_name, y, expected) => {
    expect(proposalFor(fileOf({ y })).definition).toMatchObject(expected);
  });

  test('of grades is a number, however few there are', () => {
    const text = fileOf({ rating: pick('1', '2', '3') });
    expect(proposalFor(text, { target: 'rating' }).definition.task).toBe('regression');
  });

  test('is the one that was asked for', () => {
    const text = fileOf({ y: pick('3', '4', '5') });
    expect(proposalFor(text, { task: 'multiclass' }).definition.target).toEqual({
      column: 'y',
      classes: ['3', '4', '5'],
    });
  });

  test.each<[string, Values, object, RegExp]>([
    ['one value', () => 'a', {}, /has not two different values/],
    ['a time', day, {}, /'y' is a time/],
    [
      'words for a regression',
      pick('a', 'b', 'c'),
      { task: 'regression' },
      /needs numbers: 'y' has 'a'/,
    ],
    [
      'three values for a binary task',
      pick('a', 'b', 'c'),
      { task: 'binary' },
      /needs two values: 'y' has 3/,
    ],
    ['far too many words', (row) => `w${row % 150}`, {}, /100 classes are the most/],
    ['no column', () => 1, { target: 'z' }, /name one column of the file as target, not 'z': x, y/],
    ['an odd name of the model', () => 1, { name: 'My Model' }, /lower-case letters/],
  ])('%s is refused with what to do', (_name, y, wish, message) => {
    expect(() => proposalFor(fileOf({ y }), wish)).toThrow(message);
  });

  test('spellings that differ by case or a full stop are one class', () => {
    const { definition } = proposalFor(fileOf({ y: pick('<=50K', '>50K', '<=50K.', '>50K.') }));
    expect(definition.contract.columns.at(-1)).toMatchObject({
      set: ['<=50K', '>50K'],
      aliases: { '<=50K.': '<=50K', '>50K.': '>50K' },
    });
  });
});

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

describe('time', () => {
  const pickup: Values = (row) => `${day(row)} 10:00:00`;
  const dropoff: Values = (row) => `${day(row)} 10:0${row % 9}:00`;

  test('the earliest time orders the rows, later ones are known only afterwards', () => {
    const { definition } = proposalFor(fileOf({ dropoff, pickup }));
    expect(definition.contract).toMatchObject({
      timeColumn: 'pickup',
      rules: [{ left: 'dropoff', is: '>=', right: 'pickup' }],
    });
    expect(definition.neverFeatures).toEqual(['dropoff']);
    expect(definition.features).toContainEqual({
      kind: 'time-part',
      column: 'pickup',
      part: 'weekday',
    });
  });

  test('another can be asked for, but only one that every row has', () => {
    expect(
      proposalFor(fileOf({ dropoff, pickup }), { time: 'dropoff' }).definition.contract.timeColumn,
    ).toBe('dropoff');
    expect(() => proposalFor(fileOf({ pickup }), { time: 'x' })).toThrow(
      "'x' is no time that every row has; there are: pickup",
    );
  });

  test('months are features once they have come round, and then not watched', () => {
    const parts = (rows: number) => proposalFor(fileOf({ dteday: day }, rows)).definition;
    expect(parts(300).features.map((one) => 'part' in one && one.part)).toContain('weekday');
    expect(parts(300).features.map((one) => 'part' in one && one.part)).not.toContain('month');
    expect(parts(800).monitors?.drift?.ignore).toEqual(['dteday_month']);
  });
});

describe('files', () => {
  test.each<[string, string, object, string, readonly string[] | undefined]>([
    [
      'without a header, with ? and blanks',
      data('adult.data'),
      { task: 'binary', target: { column: 'income', positive: '>50K' } },
      'income',
      ADULT,
    ],
    [
      'with numbered classes and units',
      data('iris.csv'),
      { task: 'multiclass' },
      'target',
      undefined,
    ],
    [
      'without a header and without names',
      data('adult.data'),
      { task: 'binary' },
      'column_15',
      undefined,
    ],
    [
      'of quoted fields between semicolons',
      fileOf({
        'emp.var.rate': pick('1.1', '-1.8'),
        job: pick('admin.', 'blue-collar'),
        y: pick('no', 'no', 'yes'),
      })
        .replaceAll(/[^,\n]+/g, '"$&"')
        .replaceAll(',', ';'),
      { task: 'binary', target: { positive: 'yes' } },
      'y',
      undefined,
    ],
    [
      'of bicycles by day',
      fileOf({
        instant: (row) => row + 1,
        dteday: day,
        casual: (row) => row % 31,
        registered: (row) => (row * 7) % 97,
        y: (row) => (row % 31) + ((row * 7) % 97),
      }),
      {
        task: 'regression',
        contract: { timeColumn: 'dteday' },
        neverFeatures: ['instant', 'casual', 'registered'],
      },
      'y',
      undefined,
    ],
  ])(
    '%s: the door takes them by the contract that is proposed',
    (_name, text, expected, target, names) => {
      const proposal = proposalFor(text, { target }, names);
      expect(proposal.definition).toMatchObject(expected);
      const { status, rows } = doorSays(text, proposal);
      expect({ status, refused: rows.refused }).toEqual({ status: 'accepted', refused: 0 });
    },
  );

  test('several of the same columns are one, others are refused', () => {
    const text = fileOf({ a: pick('p', 'q') }, 40);
    expect(surveyOf([text, text]).rows).toBe(80);
    expect(() => surveyOf([text, text.replace('x,a', 'a,x')])).toThrow(
      'give files of the same columns',
    );
  });

  test('rows of another width are counted, and the contract tolerates as many', () => {
    const text = fileOf({}, 200).replaceAll(/\n(9)/g, '\n1,$1');
    const proposal = proposalFor(text);
    expect(doorSays(text, proposal).status).toBe('accepted');
    expect(proposal.definition.contract.limits?.badRowShare).toBeGreaterThan(0.05);
  });

  test.each([
    ['no rows', '', /there are none/],
    ['too few', fileOf({}, 20), /at least 100 rows/],
    ['one column', fileOf({}).replaceAll(',', ' '), /two columns or more/],
    ['nothing to learn from', fileOf({ x: () => 1 }), /no column is left to learn from/],
  ])('with %s nothing is proposed', (_name, text, message) => {
    const { code, message: said } = errorOf(() => proposalFor(text));
    expect(code).toBe('NothingToPropose');
    expect(said).toMatch(message);
  });
});

describe('the text', () => {
  /** The definition that a program's text makes. */
  const made = (text: string): unknown => {
    const body = text.replace(/^import .*$/m, '').replace(/export const \w+ =/, 'return');
    return (new Function('defineModel', body) as (define: typeof defineModel) => unknown)(
      defineModel,
    );
  };

  test.each([
    ['adult.data', 'income', ADULT],
    ['iris.csv', 'target', undefined],
  ])('of %s says the same as the proposal, in lines of 100 columns', (name, target, names) => {
    const proposal = proposalFor(data(name), { target }, names);
    const text = pipelineText(proposal);
    expect(made(text)).toEqual(readDefinition(proposal.definition));
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(readmeText(proposal, [name])).toContain(`rows of \`${name}\``);
  });

  test('quotes and words of the language do not break it', () => {
    const kind = pick("it's", 'a "b"', 'c\\d', '*/');
    const proposal = proposalFor(fileOf({ "it's */": kind, y: pick("y'es", 'no') }), {
      name: 'new',
    });
    expect(made(pipelineText(proposal))).toEqual(readDefinition(proposal.definition));
    expect(pipelineText(proposal)).toContain('export const newModel =');
  });

  test('a model is registered once, in order', () => {
    const index =
      "import { churn } from './churn/pipeline.ts';\n\n/** All. */\nexport const pipelines = [churn] as const;\n";
    const more = withPipeline(index, 'a-b')!;
    expect(more).toBe(
      "import { aB } from './a-b/pipeline.ts';\nimport { churn } from './churn/pipeline.ts';\n\n/** All. */\nexport const pipelines = [aB, churn] as const;\n",
    );
    expect(withPipeline(more, 'a-b')).toBe(more);
    expect(withPipeline('export const others = [];', 'a-b')).toBeNull();
    expect(withPipeline('export const pipelines = [] as const;\n', 'a')).toBe(
      "import { a } from './a/pipeline.ts';\n\nexport const pipelines = [a] as const;\n",
    );
  });
});

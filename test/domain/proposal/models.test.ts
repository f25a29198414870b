import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineModel, readDefinition } from '../../../domain/definition/index.ts';
import { propose } from '../../../domain/proposal/propose.ts';
import { pipelineText } from '../../../domain/proposal/pipeline-text.ts';
import { readmeText } from '../../../domain/proposal/readme-text.ts';
import { withPipeline } from '../../../domain/proposal/registration.ts';
import { errorOf } from '../support/code-of.ts';
import { doorSays, fileOf, proposalFor, surveyOf } from './support.ts';
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
    ['one value', () => 'a', {}, /'y' is 'a' in every row/],
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
    [
      'numbers with commas',
      (row) => `${1000 + row},50`,
      {},
      /write 'y' as numbers with a point .*, not '1000,50'/,
    ],
    ['numbers with signs', (row) => `$1,${100 + row}.50`, {}, /write 'y' as plain numbers/],
    [
      'numbers with units',
      (row) => `${row}.5 kg`,
      {},
      /write 'y' as plain numbers .*, not '0.5 kg'/,
    ],
    ['another spelling', () => 1, { target: 'Y' }, /not 'Y' \(did you mean 'y'\?\)/],
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
      "'x' is no time that every row has and that has gone by; there are: pickup",
    );
  });

  test('what is still to come orders no rows', () => {
    const text = fileOf({ until: (row) => (row % 2 === 0 ? '9999-12-31' : day(row)), dteday: day });
    const now = Date.UTC(2026, 0) / 1000;
    expect(proposalFor(text, { now }).definition.contract.timeColumn).toBe('dteday');
    expect(() => proposalFor(text, { now, time: 'until' })).toThrow(/no time .* has gone by/);
  });

  test('months are features once they have come round, and then not watched', () => {
    const parts = (rows: number) => proposalFor(fileOf({ dteday: day }, rows)).definition;
    expect(parts(300).features.map((one) => 'part' in one && one.part)).toContain('weekday');
    expect(parts(300).features.map((one) => 'part' in one && one.part)).not.toContain('month');
    expect(parts(800).monitors?.drift?.ignore).toEqual(['dteday_month']);
  });

  test('a part of a time whose name a column has gets another one', () => {
    const text = fileOf({ dteday: day, dteday_month: (row) => row % 12 }, 800);
    const { features, monitors } = proposalFor(text).definition;
    expect(features).toContainEqual(expect.objectContaining({ name: 'dteday_month_of_time' }));
    expect(monitors?.drift?.ignore).toEqual(['dteday_month_of_time']);
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
    expect(() => surveyOf([text, text.replace('x,a', 'x,b')])).toThrow(
      "give files of the same columns: it has 'b' besides, it has no 'a'",
    );
  });

  test('columns may lie in another order in each file: the door finds them by their names', () => {
    const swapped = fileOf({ a: pick('p', 'q') }, 40)
      .split('\n')
      .map((line) => line.replace(/^([^,]*),([^,]*)/, '$2,$1'));
    const { columns } = surveyOf([fileOf({ a: pick('p', 'q') }, 40), swapped.join('\n')]);
    expect(columns.map(({ name, forms }) => [name, [...forms.keys()].includes('text')])).toEqual([
      ['x', false],
      ['a', true],
      ['y', false],
    ]);
  });

  test('names that are one in a table are one column: the first, or the target', () => {
    const text = fileOf({ Age: (row) => row % 50, age: (row) => row % 40, Y: (row) => row % 9 });
    const roles = proposalFor(text).columns.map(({ draft }) => [draft.column.name, draft.role]);
    expect(Object.fromEntries(roles)).toEqual({
      x: 'feature',
      Age: 'feature',
      age: 'left-out',
      Y: 'left-out',
      y: 'target',
    });
    const days = fileOf({ Upload_Day: pick('p', 'q') });
    expect(errorOf(() => proposalFor(days, { target: 'Upload_Day' })).message).toMatch(
      /give 'Upload_Day' another name: .* 'upload_day' is there already/,
    );
  });

  test('rows of another width are counted, and the contract tolerates as many', () => {
    const text = fileOf({}, 200).replaceAll(/\n(9)/g, '\n1,$1');
    const proposal = proposalFor(text);
    expect(doorSays(text, proposal).status).toBe('accepted');
    expect(proposal.definition.contract.limits?.badRowShare).toBeGreaterThan(0.05);
    expect(proposal.refused).toBe(doorSays(text, proposal).rows.refused);
  });

  test('settings follow from the rows that have a target', () => {
    const y =
      (share: number): Values =>
      (row) =>
        row % 10 < share ? row : '';
    expect(() => proposalFor(fileOf({ y: y(2) }, 400))).toThrow(
      "give at least 100 rows that have a value of 'y' and can be read: there are 80",
    );
    const { training } = proposalFor(fileOf({ y: y(5) }, 400)).definition;
    expect(training!.minimumRows).toBeLessThanOrEqual(200);
  });

  test('a first row of numbers is a header where it has the name that is sought', () => {
    const years = fileOf({ 2019: pick('1', '2'), 2020: pick('3', '4') });
    const names = proposalFor(years.replace('2019,2020,x,y', '2019,2020,2021,y')).columns;
    expect(names.map(({ facts }) => facts.name)).toEqual(['2019', '2020', '2021', 'y']);
  });

  test('a large file raises the limit of bytes', () => {
    const survey = surveyOf(fileOf({}));
    const { contract } = propose(
      { ...survey, bytes: 300_000_000 },
      { name: 'model', target: 'y' },
    ).definition;
    expect(contract.limits).toEqual({ bytes: 1_000_000_000 });
  });

  test.each([
    ['no rows', '', /there are none/],
    [
      'a title above the header',
      `Sales\n${fileOf({ a: () => 1 })}`,
      /its first line has 1 field, most others have 3/,
    ],
    [
      'a header without the row names',
      fileOf({ a: () => 1 }).replace('x,', ''),
      /first line has 2 fields, most others have 3/,
    ],
    [
      'two targets',
      fileOf({ a: () => 1 }).replace('x,a', 'x,y'),
      /give one of the 2 columns 'y' another name/,
    ],
    ['a target without values', fileOf({ y: () => '' }), /no row has a value of 'y'/],
    ['a target of one value', fileOf({ y: () => 'no' }), /'y' is 'no' in every row/],
    [
      'more columns than a definition names',
      fileOf(
        Object.fromEntries(
          Array.from({ length: 1001 }, (_, at) => [`f${at}`, (row) => (row + at) % 7]),
        ),
        100,
      ),
      /1000 columns and features at most, here are 100\d/,
    ],
    ['too few', fileOf({}, 20), /at least 100 rows/],
    ['one column', fileOf({}).replaceAll(',', ' '), /two columns or more/],
    [
      'nothing to learn from',
      fileOf({ x: () => 1 }),
      /give a column to learn from: 'x': it is always '1'/,
    ],
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

  test('line breaks in names and values end no comment', () => {
    const text = fileOf({ a: () => 'one\nprocess.exit()', 'b\nthrow 1;//': pick('p', 'q') });
    const proposal = proposalFor(text);
    expect(proposal.columns.map(({ draft }) => draft.role)).toEqual([
      'feature',
      'left-out',
      'left-out',
      'target',
    ]);
    expect(made(pipelineText(proposal))).toEqual(readDefinition(proposal.definition));
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

import { describe, expect, test } from 'vitest';
import { WordTable } from '../../../domain/hashing/word-table.ts';
import { capturesIn } from '../../../domain/monitoring/capture-scanner.ts';
import { viewOf } from '../../../domain/monitoring/capture-view.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import type { Capture } from '../../../domain/monitoring/capture.ts';
import type { CaptureView } from '../../../domain/monitoring/capture-view.ts';

const COLUMNS = ['miles', 'zone'];
const TABLE = new WordTable(['A', 'Zürich', 'say "no"', 'back\\slash']);

function capture(values: readonly (readonly string[])[], changes: Partial<Capture> = {}): Capture {
  return {
    model: 'rides',
    inferenceId: '2019031009-x',
    at: '2019-03-10T09:00:00.000Z',
    version: 2,
    columns: COLUMNS,
    rows: values.map((row, index) => ({
      index,
      values: [...row],
      prediction: [index + 0.25, -1e-7],
    })),
    ...changes,
  };
}

/** All that a view can tell. */
function told(view: CaptureView) {
  const numbers = view.columns.map((_, column) => [...view.numbers(column)]);
  const places = view.columns.map((_, column) => [...view.places(column, TABLE)]);
  const leading = [...view.leading()];
  const rows = Array.from({ length: view.rows }, (_, row) => ({
    index: view.indexOf(row),
    texts: view.columns.map((_name, column) => view.text(row, column)),
    numbers: numbers.map((column) => column[row]),
    places: places.map((column) => column[row]),
    prediction: [...view.prediction(row)],
    leading: leading[row],
  }));
  return {
    id: view.inferenceId,
    at: view.at,
    version: view.version,
    columns: [...view.columns],
    rows,
  };
}

const scan = (text: string, numeric: readonly string[] = ['miles']) =>
  Array.from(capturesIn(encodeUtf8(text), new Set(numeric)), told);

describe('captures read by their bytes', () => {
  test.each([
    [
      'plain',
      [
        ['1.5', 'A'],
        ['-0.25', 'B'],
      ],
    ],
    [
      'missing values',
      [
        ['', ''],
        ['7', ''],
      ],
    ],
    [
      'numbers of many forms',
      [
        ['1e3', 'A'],
        ['-1.5E-7', 'A'],
        ['123456789012345678', 'A'],
        ['0.1234567890123456', 'A'],
        ['.5', 'A'],
        ['5.', 'A'],
        ['-', 'A'],
        ['abc', 'A'],
        ['1.2.3', 'A'],
        ['-0', 'A'],
      ],
    ],
    [
      'other scripts',
      [
        ['1', 'Zürich'],
        ['2', '東京'],
      ],
    ],
    [
      'quotes and backslashes',
      [
        ['1', 'say "no"'],
        ['2', 'back\\slash'],
        ['3', '{"rows":['],
      ],
    ],
    ['no rows', []],
  ])('mean what the general parser makes of them: %s', (_name, values) => {
    const one = capture(values);
    expect(scan(`${JSON.stringify(one)}\n`)).toEqual([told(viewOf(one))]);
  });

  test.each([[[]], [['zone']], [['miles', 'zone']]])(
    'mean the same whichever columns were said to hold numbers: %j',
    (numeric) => {
      const one = capture([
        ['1.5', 'A'],
        ['', ''],
        ['7', 'Zürich'],
        ['-12345678.25', '1e3'],
      ]);
      expect(scan(JSON.stringify(one), numeric)).toEqual([told(viewOf(one))]);
    },
  );

  test('requests of other ids, times, days, versions and columns come as they are', () => {
    const requests = [
      {},
      { inferenceId: '2019031009-another-0' },
      { at: '2019-03-10T23:59:59.999Z' },
      { at: '2019-03-11T00:00:00Z' },
      { at: '2019-03-11T00:00:00.000Z' },
      { version: 3 },
      { columns: ['miles', 'a "zone"'] },
      { inferenceId: '2019031109-y' },
    ].map((changes) => capture([['1', 'A']], changes));
    const lines = requests.map((request) => JSON.stringify(request)).join('\n');
    expect(scan(lines)).toEqual(requests.map((request) => told(viewOf(request))));
  });

  test('lines that are written otherwise mean the same', () => {
    const one = capture([['1', 'A']]);
    const { rows, ...head } = one;
    const lines = [
      JSON.stringify({ rows, ...head }),
      JSON.stringify(one).replaceAll('":', '": '),
      JSON.stringify(one),
    ];
    expect(scan(lines.join('\n'))).toEqual(lines.map(() => told(viewOf(one))));
  });

  test('many rows and several requests come in their order', () => {
    const many = capture(Array.from({ length: 3000 }, (_, index) => [String(index / 8), 'A']));
    const other = capture([['1', 'A']], { inferenceId: '2019031009-y', version: 1 });
    expect(scan(`${JSON.stringify(many)}\n\n${JSON.stringify(other)}\n`)).toEqual([
      told(viewOf(many)),
      told(viewOf(other)),
    ]);
  });

  test.each([
    { inferenceId: '2019031009x' },
    { inferenceId: '201903100-x' },
    { inferenceId: '2019031009-' },
    { inferenceId: '2019031009-X' },
    { inferenceId: `2019031009-${'x'.repeat(51)}` },
    { at: '2019-03-10T24:00:00.000Z' },
    { at: '2019-03-10T09:60:00.000Z' },
    { at: '2019-03-10T09:00:60.000Z' },
    { at: '2019-02-30T09:00:00.000Z' },
    { at: '2019-03-10T09:00:00.000' },
    { version: 0 },
  ])('what is no capture is refused behind one that is: %j', (changes) => {
    const [one, other] = [capture([['1', 'A']]), capture([['1', 'A']], changes)];
    expect(() => scan([one, other].map((line) => JSON.stringify(line)).join('\n'))).toThrow();
  });

  test.each([
    '{"model":"rides","rows":[]}',
    JSON.stringify(capture([['1', 'A']])).replace('"index":0', '"index":-1'),
    JSON.stringify(capture([['1', 'A']])).replace('],"prediction"', ',"prediction"'),
    JSON.stringify(capture([['1', 'A']])).slice(0, -2),
    JSON.stringify(capture([['1', 'A']])).replace('"1","A"', '"1""A"'),
  ])('what is no capture is refused: %s', (text) => {
    expect(() => scan(text)).toThrow();
  });
});

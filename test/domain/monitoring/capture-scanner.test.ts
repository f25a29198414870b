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
  const rows = Array.from({ length: view.rows }, (_, row) => ({
    index: view.indexOf(row),
    texts: view.columns.map((_name, column) => view.text(row, column)),
    numbers: view.columns.map((_name, column) => view.number(row, column)),
    places: view.columns.map((_name, column) => view.place(row, column, TABLE)),
    prediction: [...view.prediction(row)],
  }));
  return {
    id: view.inferenceId,
    at: view.at,
    version: view.version,
    columns: [...view.columns],
    rows,
  };
}

const scan = (text: string) => Array.from(capturesIn(encodeUtf8(text)), told);

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
    '{"model":"rides","rows":[]}',
    JSON.stringify(capture([['1', 'A']])).replace('"index":0', '"index":-1'),
    JSON.stringify(capture([['1', 'A']])).replace('],"prediction"', ',"prediction"'),
    JSON.stringify(capture([['1', 'A']])).slice(0, -2),
    JSON.stringify(capture([['1', 'A']])).replace('"1","A"', '"1""A"'),
  ])('what is no capture is refused: %s', (text) => {
    expect(() => scan(text)).toThrow();
  });
});

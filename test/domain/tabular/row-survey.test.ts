import { expect, test } from 'vitest';
import { locateRows } from '../../../domain/contract/pieces/locate-pieces.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { RowSurvey } from '../../../domain/tabular/row-survey.ts';

/** Lines on which rows begin, as the scanner finds them. */
function scanned(file: string) {
  const lines: number[] = [];
  const scanner = new ByteScanner((row) => lines.push(row.line));
  scanner.push(Buffer.from(file));
  scanner.end();
  return { lines, endsInCr: scanner.endsInCr };
}

/** Rows as surveys of pieces of so many bytes find them. */
function surveyed(file: string, endsInCr: boolean, pieceBytes: number) {
  const bytes = Buffer.from(file);
  const marks = { format: 'csv', delimiter: ',', endsInCr } as const;
  const surveys = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) => {
    const survey = new RowSurvey(marks, index * pieceBytes, index === 0);
    survey.push(bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes));
    return survey.result();
  });
  return locateRows(surveys, { size: bytes.length });
}

test.each([
  'a,b\n1,2\n3,4\n',
  'a\r\n"b"\r\n"c\r\n\n"\r\n\r\nd"e',
  'a\r"b"\r\r"c\r\n"\nd"e\r\n\nf',
  '"a""\n""",b\n"","\n"\n"""",\n,\n',
  'a,"b"\r\nc,d\re\n',
])('surveys of single bytes find all rows that there are, and their lines: %j', (file) => {
  const { lines, endsInCr } = scanned(file);
  const pieces = surveyed(file, endsInCr, 1);
  expect(pieces.map(({ line }) => line)).toEqual(lines);
  for (let size = 2; size <= file.length; size += 1) {
    for (const piece of surveyed(file, endsInCr, size))
      expect(pieces).toContainEqual({ ...piece, end: expect.any(Number) as number });
  }
});

test('a piece in which no row begins is none', () => {
  expect(surveyed('a\n"bbbbbbbbbbbbbb"\nc\n', false, 6)).toEqual([
    { start: 0, end: 19, line: 1 },
    { start: 19, end: 21, line: 3 },
  ]);
});

test('what is broken ends the search: the last piece reaches to the end of the file', () => {
  expect(surveyed('a\nb\n"c"d\ne\nf\ng\n', false, 2)).toEqual([
    { start: 0, end: 2, line: 1 },
    { start: 2, end: 4, line: 2 },
    { start: 4, end: 15, line: 3 },
  ]);
});

test('those who begin differently come together soon', () => {
  const survey = new RowSurvey({ format: 'csv', delimiter: ',', endsInCr: false }, 0, false);
  survey.push(Buffer.from(`1,"2",3\n${'4,5,6\n'.repeat(2000)}`));
  // In quotes or not, the quotes tell: whoever believed to be in quotes meets text behind one.
  const found = survey.result();
  expect(new Set(found.map(({ to }) => to)).size).toBeLessThanOrEqual(2);
  expect(found).toHaveLength(6);
});

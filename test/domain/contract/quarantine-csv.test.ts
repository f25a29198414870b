import { expect, test } from 'vitest';
import { quarantineLine } from '../../../domain/contract/quarantine-csv.ts';
import { spreadsheetText } from '../../../domain/tabular/spreadsheet-text.ts';

// The signs are those of OWASP's page "CSV Injection".
test.each([
  ['=1+1', "'=1+1"],
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['+1-1', "'+1-1"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\n=1', "'\n=1"],
  ['＝1', "'＝1"],
  ['-5', '-5'],
  ['+1.5e3', '+1.5e3'],
  ['a=b', 'a=b'],
  ['', ''],
])('%j is %j in a spreadsheet', (text, shown) => {
  expect(spreadsheetText(text)).toBe(shown);
});

test('a refused row computes nothing where people open it', () => {
  const problem = {
    line: 7,
    column: '=x',
    rule: 'set',
    value: '=HYPERLINK("a","b")',
    message: 'not one of A',
  } as const;
  expect(quarantineLine(problem)).toBe(`7,'=x,set,"'=HYPERLINK(""a"",""b"")",not one of A`);
});

import { expect, test } from 'vitest';
import { receiptHtml } from '../../../domain/contract/receipt-html.ts';
import { Receipt } from '../../../domain/contract/receipt.ts';

const EVIL = `"><img src=x onerror='alert(1)'>&`;

const receipt = Receipt.parse({
  status: 'refused',
  code: 'BadRows',
  reason: `correct the file: ${EVIL}`,
  model: 'rides',
  kind: 'data',
  key: `uploads/rides/data/${EVIL}.csv`,
  uploadId: '0'.repeat(24),
  at: '2019-01-01T00:00:00.000Z',
  rows: { read: 12_345, accepted: 12_000, refused: 345 },
  reasons: [
    {
      rule: 'range',
      column: '=cmd()',
      rows: 345,
      examples: [
        { line: 1234, value: '=HYPERLINK("http://x")', message: 'too large' },
        { line: 9, value: EVIL, message: EVIL },
      ],
    },
  ],
  dropped: [EVIL],
  warnings: [EVIL],
  columns: [
    {
      name: 'miles',
      type: 'number',
      missing: 120,
      distinct: 1000,
      min: -5,
      max: 9.123456789,
      mean: 1,
      median: 0.5,
      bars: [0, 5, 10],
    },
    {
      name: EVIL,
      type: 'category',
      missing: 0,
      distinct: 2,
      frequent: [
        { value: EVIL, rows: 7 },
        { value: '+1+2', rows: 5 },
      ],
    },
    { name: 'mail', type: 'string', missing: 3 },
  ],
  quarantineKey: 'quarantine/rides/x.jsonl',
});

/** Blanks are as many as the template has. */
const page = receiptHtml(receipt).replaceAll(/\s+/g, ' ');

test('the page tells the verdict, the counts, the problems with their first rows, and the columns', () => {
  for (const part of [
    '<span class="refused">refused</span>',
    '12,345 rows read, 12,000 accepted, 345 refused.',
    'line 1,234:',
    '<td class="n">1.0 %</td>',
    '<td>-5</td> <td>9.12346</td>',
    'quarantine/rides/x.jsonl',
  ]) {
    expect(page).toContain(part);
  }
  expect(page.match(/<rect /g)).toHaveLength(3);
  expect(page).toContain('height="20.00"');
});

test('nothing of the file becomes markup, whatever is in it', () => {
  expect(page).not.toContain('<img');
  expect(page).not.toMatch(/<[^>]*onerror/);
  expect(page).not.toContain('<script');
  expect(
    page.split('&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;').length,
  ).toBeGreaterThan(7);
});

test('what a spreadsheet would compute is text, numbers are not', () => {
  expect(page).toContain('<code>&#39;=HYPERLINK(&quot;http://x&quot;)</code>');
  expect(page).toContain('<td>&#39;=cmd()</td>');
  expect(page).toContain('<code>&#39;+1+2</code>');
  expect(page).toContain('<td>-5</td>');
});

test('the page is whole by itself: nothing is loaded from anywhere', () => {
  expect(page).not.toMatch(/<[^>]*(src|href)=|url\(|@import/);
});

import { html } from '../html/html.ts';
import { spreadsheetText } from '../tabular/spreadsheet-text.ts';
import type { Html } from '../html/html.ts';
import type { ColumnSummary } from '../profile/column-summary.ts';
import type { ReasonCount, Receipt } from './receipt.ts';

const STYLE = html`
  :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --bar: #57a; }
  body { font: 15px/1.45 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0
  1rem; } h1 { font-size: 1.35rem; } h2 { font-size: 1.05rem; margin-top: 2rem; } .accepted { color:
  var(--good); } .refused { color: var(--bad); } table { border-collapse: collapse; width: 100%; }
  th { text-align: left; font-weight: 600; } td, th { border-bottom: 1px solid var(--line); padding:
  .3rem .6rem .3rem 0; vertical-align: top; } .n { text-align: right; font-variant-numeric:
  tabular-nums; } code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; } svg {
  width: 8rem; height: 1.6rem; } rect { fill: var(--bar); } small { opacity: .75; }
`;

/**
 * The receipt of an upload as a page for people: one file, without scripts, that shows the same as the
 * JSON beside it. Values stand there as they may be copied into a spreadsheet.
 */
export function receiptHtml(receipt: Receipt): string {
  const { status, key, model, rows, reason, warnings, dropped, at, uploadId, quarantineKey } =
    receipt;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${status}: ${key}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1><span class="${status}">${status}</span> <code>${key}</code></h1>
        <p>${reason}</p>
        <p>
          ${counted(rows.read)} rows read, ${counted(rows.accepted)} accepted,
          ${counted(rows.refused)} refused.
        </p>
        ${warnings.map((warning) => html`<p>Warning: ${warning}</p> `)}
        ${dropped.length === 0 ? [] : html`<p>Columns that were dropped: ${dropped.map(shown).join(', ')}</p> `}
        ${problems(receipt.reasons)} ${columns(receipt.columns, rows.accepted)}
        <p>
          <small
            >Model ${model}, upload ${uploadId}, judged at ${at}.
            ${quarantineKey === null ? [] : html`All refused rows: <code>${quarantineKey}</code> in the lake.`}</small
          >
        </p>
      </body>
    </html> `;
  return page.text;
}

function problems(reasons: readonly ReasonCount[]): Html | [] {
  if (reasons.length === 0) return [];
  return html`<h2>What is wrong</h2>
    <table>
      <tr>
        <th class="n">rows</th>
        <th>column</th>
        <th>rule</th>
        <th>does</th>
        <th>first ones</th>
      </tr>
      ${reasons.map(
        ({ rows, column, rule, severity, examples }) =>
          html`<tr>
            <td class="n">${counted(rows)}</td>
            <td>${column === '' ? '-' : shown(column)}</td>
            <td>${rule}</td>
            <td>${severity}</td>
            <td>
              ${examples.map(
                ({ line, value, message }) =>
                  html`line ${counted(line)}: <code>${shown(value)}</code> ${message}<br />`,
              )}
            </td>
          </tr> `,
      )}
    </table> `;
}

function columns(summaries: readonly ColumnSummary[], rows: number): Html | [] {
  if (summaries.length === 0 || rows === 0) return [];
  return html`<h2>What the accepted rows are like</h2>
    <table>
      <tr>
        <th>column</th>
        <th>type</th>
        <th class="n">missing</th>
        <th class="n">different</th>
        <th>from</th>
        <th>to</th>
        <th>mean</th>
        <th>median</th>
        <th>values</th>
      </tr>
      ${summaries.map((summary) => columnRow(summary, rows))}
    </table> `;
}

function columnRow(column: ColumnSummary, rows: number): Html {
  const { name, type, missing, distinct, min, max, mean, median } = column;
  const share = `${((100 * missing) / rows).toFixed(1)} %`;
  return html`<tr>
    <td>${shown(name)}</td>
    <td>${type}</td>
    <td class="n">${share}</td>
    <td class="n">${distinct === undefined ? '-' : counted(distinct)}</td>
    <td>${extreme(min)}</td>
    <td>${extreme(max)}</td>
    <td>${extreme(mean)}</td>
    <td>${extreme(median)}</td>
    <td>${values(column)}</td>
  </tr> `;
}

function values({ bars, frequent }: ColumnSummary): Html | string {
  if (frequent !== undefined) {
    return html`${frequent.map(({ value, rows }) => html`<code>${shown(value)}</code> ${counted(rows)}<br />`)}`;
  }
  return bars === undefined ? '-' : histogram(bars);
}

/** Bars of one height for the most frequent. */
function histogram(bars: readonly number[]): Html {
  const highest = Math.max(...bars, 1);
  const width = 100 / bars.length;
  const drawn = bars.map((rows, index) => {
    const height = (20 * rows) / highest;
    const [x, y] = [(index * width).toFixed(2), (20 - height).toFixed(2)];
    const size = html`width="${(width * 0.9).toFixed(2)}" height="${height.toFixed(2)}"`;
    return html`<rect x="${x}" y="${y}" ${size}><title>${counted(rows)}</title></rect>`;
  });
  return html`<svg viewBox="0 0 100 20" preserveAspectRatio="none" role="img">${drawn}</svg>`;
}

function extreme(value: number | string | undefined): string {
  if (value === undefined) return '-';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

function counted(value: number): string {
  return value.toLocaleString('en-US');
}

function shown(text: string): string {
  return spreadsheetText(text);
}

import { Html } from '../html/html.ts';

/** The style of a report: fonts of the system, colours for light and dark. */
export const STYLE = new Html(`
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5d6673; --paper: #ffffff; --line: #d8dde3; --before: #9aa7b5;
  --after: #1f6feb; --good: #1a7f37; --bad: #cf222e; --unsure: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa4b1; --paper: #14171b; --line: #333b45; --before: #5f6b78;
  --after: #58a6ff; --good: #3fb950; --bad: #ff7b72; --unsure: #d29922; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } p { margin: .25rem 0; } .soft { color: var(--soft); }
.good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); }
table { border-collapse: collapse; margin: .5rem 0; } th, td { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; }
th { color: var(--soft); font-weight: normal; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
svg { display: block; max-width: 100%; height: auto; } svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
.before { fill: var(--before); } .after { fill: var(--after); } .axis { stroke: var(--line); fill: none; }
.limit { stroke: var(--bad); stroke-dasharray: 4 3; } .course { stroke: var(--after); fill: none; stroke-width: 2; }
section { border-top: 1px solid var(--line); } .key { display: inline-block; width: .8em; height: .8em; vertical-align: -.05em; }
`);

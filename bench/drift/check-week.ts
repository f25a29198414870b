import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Baseline } from '../../domain/monitoring/baseline.ts';
import { capturesIn } from '../../domain/monitoring/capture-scanner.ts';
import { summaryFor, SummaryCounter } from '../../domain/monitoring/capture-summary.ts';
import { check } from '../../domain/monitoring/check.ts';
import { wideModel } from './table.ts';

/** Checks the week in a folder, as the function does; prints what it took as JSON. */
export function checkWeek(folder: string): void {
  const started = performance.now();
  const definition = wideModel();
  const baseline = Baseline.parse(JSON.parse(readFileSync(join(folder, 'baseline.json'), 'utf8')));
  const counter = new SummaryCounter(
    summaryFor(1, { version: 0, first: '2023-12-01T00', spans: [] }),
    { definition, baseline },
  );
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl'))) {
    counter.count(name.slice(0, 13), name, capturesIn(readFileSync(join(folder, name)), counter.numeric));
  }
  const counted = performance.now();
  const summary = counter.finish({ from: '2024-01-01T00', keepFrom: '2023-01-01' });
  const now = new Date('2024-01-08T00:30:00.000Z');
  const { drift } = check({ definition, baseline, summary, errors: [], outcomes: [], now });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage();
  process.stdout.write(
    JSON.stringify({
      seconds,
      processor: (user + system) / 1e6,
      reading: (counted - started) / 1000,
      rows: drift.rows,
      verdict: drift.verdict,
      features: drift.features.length,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}

/** Parses the lines of the week with `JSON.parse` and does nothing else: what a plain reader needs. */
export function parseWeek(folder: string): void {
  const started = performance.now();
  let rows = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl'))) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (line !== '') rows += (JSON.parse(line) as { rows: readonly object[] }).rows.length;
    }
  }
  const { user, system } = process.cpuUsage();
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(JSON.stringify({ rows, seconds, processor: (user + system) / 1e6 }));
}

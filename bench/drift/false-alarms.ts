import { seededChance } from '../../domain/chance/seeded.ts';
import { discoveries } from '../../domain/drift/false-discovery.ts';
import { levelPerCheck } from '../../domain/drift/false-pages.ts';
import { judgeDrift } from '../../domain/drift/judge-drift.ts';
import { binned, binningsOf, comparisonsOf, countsOf } from './binned.ts';
import { taxiRows, telcoRows } from './data.ts';
import { shareText } from './intervals.ts';
import type { Rows } from './data.ts';

const SIZES = [100, 1000, 10_000];
const BASELINE = 5000;
const [HOURLY, DAILY] = [1, 24].map((everyHours) =>
  levelPerCheck({ falsePagesPerYear: 1, falseDiscoveryRate: 0.01, everyHours }),
) as [number, number];

/** Measures how often nothing is taken for drift; true when no rate lies surely above what is stated. */
export function falseAlarms(root: string, windows: number): boolean {
  process.stdout.write(
    `${windows} pairs of a baseline (${BASELINE} rows) and a window, drawn from the same rows; every feature of the model\n`,
  );
  process.stdout.write(
    '"drifting" needs effect (0.1) and evidence; stated: 1 of 8760 (hourly), 1 of 365 (daily). Evidence alone: stated 5 %.\n',
  );
  process.stdout.write(
    'data   rows    drifting, hourly            drifting, daily             evidence alone at 5 %\n',
  );
  const taxi = taxiRows(root, (month) => month < '2018-10');
  const fine = [
    ['taxi', taxi],
    ['telco', telcoRows(root)],
  ].map(([name, rows]) =>
    SIZES.map((size) => resampled(name as string, rows as Rows, { size, windows })),
  );
  const quiet = quietWeeks(root, taxi);
  const good = fine.flat().every(Boolean) && quiet;
  process.stdout.write(
    `false alarms: ${good ? 'no rate lies surely above what is stated' : 'ABOVE what is stated'}\n`,
  );
  return good;
}

function resampled(
  name: string,
  rows: Rows,
  { size, windows }: { readonly size: number; readonly windows: number },
): boolean {
  const table = binned(rows, binningsOf(rows));
  const chance = seededChance(`${name} ${size}`);
  const draw = (count: number) =>
    Array.from({ length: count }, () => Math.floor(chance() * table.rows));
  const hits = { hourly: 0, daily: 0, evidence: 0 };
  for (let window = 0; window < windows; window += 1) {
    const compared = comparisonsOf(
      table,
      countsOf(table, draw(BASELINE)),
      countsOf(table, draw(size)),
    );
    const { features } = judgeDrift(compared, { threshold: 0.1, minimumRows: 1, level: DAILY });
    const found = (level: number, effect: number): number => {
      const sure = discoveries(
        features.map(({ pValue }) => pValue),
        level,
      );
      return Number(features.some(({ psi }, index) => sure[index]! && psi >= effect));
    };
    hits.hourly += found(HOURLY, 0.1);
    hits.daily += found(DAILY, 0.1);
    hits.evidence += found(0.05, 0);
  }
  const cells = [hits.hourly, hits.daily, hits.evidence].map((count) =>
    shareText(count, windows).padEnd(27),
  );
  process.stdout.write(`${name.padEnd(6)} ${String(size).padStart(5)}   ${cells.join(' ')}\n`);
  return !surelyAbove(hits.hourly, windows, HOURLY) && !surelyAbove(hits.daily, windows, DAILY);
}

/** The real weeks from October to December 2018, checked every day against the nine months before. */
function quietWeeks(root: string, before: Rows): boolean {
  const binnings = binningsOf(before);
  const known = binned(before, binnings);
  const autumn = taxiRows(root, (month) => month >= '2018-10' && month < '2019-01');
  const now = binned(autumn, binnings);
  const reference = countsOf(
    known,
    known.names.length === 0 ? [] : Array.from({ length: known.rows }, (_, row) => row),
  );
  const byDay = new Map<string, number[]>();
  for (const [row, day] of autumn.days.entries()) byDay.set(day, [...(byDay.get(day) ?? []), row]);
  const days = [...byDay.keys()].sort();
  const { drift } = before.definition.monitors;
  const settings = [
    {
      text: 'as the definition says (0.2, three features ignored)',
      threshold: drift.threshold,
      ignore: drift.ignore,
    },
    { text: 'by default (0.1, all features)', threshold: 0.1, ignore: [] },
  ];
  const verdicts = settings.map(({ text, threshold, ignore }) => {
    const found = days.slice(6).map((_day, index) => {
      const rows = days.slice(index, index + 7).flatMap((day) => byDay.get(day)!);
      const compared = comparisonsOf(known, reference, countsOf(now, rows), ignore);
      return judgeDrift(compared, { threshold, minimumRows: 1000, level: DAILY });
    });
    const drifting = found.filter(({ verdict }) => verdict === 'drifting');
    const pages = found.filter(
      ({ verdict }, index) => verdict === 'drifting' && found[index - 1]?.verdict !== 'drifting',
    );
    const most = Math.max(...found.map(({ score }) => score));
    const names = [
      ...new Set(
        drifting.flatMap(({ features }) =>
          features.filter((each) => each.drifting).map((each) => each.name),
        ),
      ),
    ];
    process.stdout.write(
      `real weeks October to December 2018, ${text}: drifting in ${shareText(drifting.length, found.length)} of ${found.length} daily checks, ${pages.length} pages, largest score ${most.toFixed(2)}${names.length > 0 ? ` (${names.join(', ')})` : ''}\n`,
    );
    return pages.length;
  });
  return verdicts[0] === 0;
}

/** Is a count too large to be chance at a rate: fewer than 1 in 1,000? */
function surelyAbove(hits: number, of: number, rate: number): boolean {
  let [mass, below] = [(1 - rate) ** of, 0];
  for (let count = 0; count < hits; count += 1) {
    below += mass;
    mass *= ((of - count) / (count + 1)) * (rate / (1 - rate));
  }
  return 1 - below < 0.001;
}

import {
  chanceWords,
  classifierWords,
  driftWords,
  promiseWords,
} from '../../domain/report/verdict-words.ts';
import type { CheckReport } from '../../domain/report/check-report.ts';
import { table } from './table.ts';
import { moment } from './words.ts';

/** Features that are shown; the page has more. */
const SHOWN = 12;

/** A report as text: the verdict, then the features that moved most. */
export function reportText(report: CheckReport): string {
  const { title, detail } = driftWords(report);
  const { model, version, at, window, quality, estimate, bias, features, policy } = report;
  const facts = [
    title,
    detail,
    ...(quality === null ? [] : [`errors: ${quality.verdict}, ${quality.reason}`]),
    ...(estimate === null ? [] : [`errors before labels: ${estimate.verdict}, ${estimate.reason}`]),
    ...(bias === null ? [] : [`groups: ${bias.verdict}, ${bias.reason}`]),
    ...[classifierWords(report)].filter((words) => words !== null),
    '',
    `${model}, version ${version}, checked ${moment(at)} over ${window.rows} rows since ${moment(window.from)}`,
    promiseWords(report),
  ];
  if (features.length === 0) return facts.join('\n');
  const rows = features
    .slice(0, SHOWN)
    .map(({ name, psi, pValue, drifting }) => [
      name,
      psi.toFixed(3),
      (psi / policy.threshold).toFixed(2),
      chanceWords(pValue),
      drifting ? 'drifting' : psi >= policy.threshold ? 'moved, may be chance' : 'stable',
    ]);
  const columns = [
    { title: 'feature' },
    { title: 'index', align: 'right' as const },
    { title: 'of threshold', align: 'right' as const },
    { title: 'by chance' },
    { title: 'verdict' },
  ];
  return [...facts, '', table(columns, rows)].join('\n');
}

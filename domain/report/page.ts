import { inWords } from '../drift/judge-drift.ts';
import { short } from './bin-labels.ts';
import { histogram, percent } from './histogram.ts';
import { html } from '../html/html.ts';
import { STYLE } from './style.ts';
import { timelineChart } from './timeline-chart.ts';
import { chanceWords, classifierWords, driftWords, promiseWords } from './verdict-words.ts';
import type { CheckReport, FeatureReport } from './check-report.ts';
import type { Html, HtmlPart } from '../html/html.ts';

/** Features that are drawn; what more there are is in the JSON beside. */
const DRAWN = 40;

/**
 * A report as one page of HTML that needs nothing else: no scripts, no fonts, no images; the verdict first.
 */
export function reportPage(report: CheckReport): string {
  const words = driftWords(report);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${report.model}: ${words.title}</title><style>${STYLE}</style></head><body>
<h1 class="${words.tone}">${words.title}</h1>
<p>${words.detail}</p>
${others(report)}
<p class="soft">${report.model}, version ${report.version}, checked ${moment(report.at)}. ${promiseWords(report)}</p>
${compared(report)}
<section><h2>Strongest drift by day</h2><p class="soft">Of the window that ends on each day, as a multiple of the threshold.</p>${timelineChart(report.timeline)}</section>
${classifier(report)}
${features(report)}
</body></html>
`.text;
}

/** What the other monitors say, a line each. */
function others({ quality, estimate, bias }: CheckReport): HtmlPart {
  const line = (
    what: string,
    found: { readonly verdict: string; readonly reason: string } | null,
  ): HtmlPart =>
    found === null
      ? null
      : html`<p>${what}: <span class="${TONES[found.verdict] ?? 'unsure'}">${found.verdict}</span>, ${found.reason}</p>`;
  return [line('Errors', quality), line('Errors before labels', estimate), line('Groups', bias)];
}

const TONES: Readonly<Record<string, string>> = {
  good: 'good',
  'as-before': 'good',
  fair: 'good',
  bad: 'bad',
  worse: 'bad',
  unfair: 'bad',
};

function compared({ window, reference, policy, version }: CheckReport): Html {
  const row = (name: string, value: HtmlPart) => html`<tr><th>${name}</th><td>${value}</td></tr>`;
  const which =
    reference.compareWith === 'all'
      ? ''
      : `, of the ${reference.compareWith.replace('same-', 'same ').replaceAll('-', ' ')}`;
  return html`<section><h2>What was compared</h2><table>
${row('window', `${moment(window.from)} to ${moment(window.to)}: ${window.rows} rows, ${policy.minimumRows} are needed`)}
${row('baseline', `what version ${version} was trained on: ${reference.rows} rows${which}`)}
${row('effect', `population stability index from ${policy.threshold} on`)}
${row('evidence', 'likelihood ratio, resampled at the very sizes of both')}
${row('chance of a false alarm', `at most ${inWords(policy.level)}`)}
${policy.ignore.length > 0 ? row('not watched', policy.ignore.join(', ')) : null}</table></section>`;
}

function classifier(report: CheckReport): HtmlPart {
  const words = classifierWords(report);
  if (words === null || report.classifier === null) return null;
  const shares = report.classifier.features
    .slice(0, 8)
    .map(
      ({ name, share }) =>
        html`<tr><td>${name}</td><td class="number">${percent(share)}</td></tr>`,
    );
  return html`<section><h2>All features at once</h2><p>${words}</p><table><tr><th>what gave it away</th><th>share of the gain</th></tr>${shares}</table></section>`;
}

function features({ features: all, policy }: CheckReport): HtmlPart {
  if (all.length === 0) return null;
  const more =
    all.length > DRAWN
      ? html`<p class="soft">${all.length - DRAWN} more features moved less.</p>`
      : null;
  return html`<section><h2>Features by effect</h2>
<p class="soft"><span class="key" style="background:var(--before)"></span> baseline <span class="key" style="background:var(--after)"></span> window</p>
${all.slice(0, DRAWN).map((feature) => featureSection(feature, policy.threshold))}${more}</section>`;
}

function featureSection(feature: FeatureReport, threshold: number): Html {
  const { name, psi, pValue, drifting, statistics } = feature;
  const tone = drifting ? 'bad' : psi >= threshold ? 'unsure' : 'good';
  const verdict = drifting
    ? 'drifting'
    : psi >= threshold
      ? 'moved, but chance explains it'
      : 'stable';
  const others = statistics
    .filter((each) => each.name !== 'psi' && each.value !== null)
    .map(
      ({ title, value, unit }) => `${title} ${short(value!)}${unit === 'none' ? '' : ` (${unit})`}`,
    )
    .join(', ');
  return html`<h3>${name} <span class="${tone}">${verdict}</span></h3>
<p>index ${psi.toFixed(3)}, ${(psi / threshold).toFixed(2)} times the threshold; ${chanceWords(pValue)}</p>
${histogram(feature)}<p class="soft">${others}</p>`;
}

function moment(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

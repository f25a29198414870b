import { html } from '../html/html.ts';
import type { DayDrift } from './check-report.ts';
import type { Html } from '../html/html.ts';

const [WIDTH, HEIGHT, LEFT, BELOW] = [640, 140, 34, 20] as const;

/** The course of the strongest drift, with the threshold; each day tells its feature when pointed at. */
export function timelineChart(days: readonly DayDrift[]): Html {
  const [first, last] = [days[0], days[days.length - 1]];
  if (first === undefined || last === undefined)
    return html`<p class="soft">No day has seen enough rows.</p>`;
  const highest = Math.max(1.25, ...days.map(({ score }) => score));
  const x = (index: number) => LEFT + (index * (WIDTH - LEFT - 8)) / Math.max(days.length - 1, 1);
  const y = (score: number) => HEIGHT - (score / highest) * (HEIGHT - 8);
  const course = days.map(
    ({ score }, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(score).toFixed(1)}`,
  );
  const points = days.map(
    ({ day, score, feature, rows }, index) =>
      html`<circle class="after" cx="${x(index).toFixed(1)}" cy="${y(score).toFixed(1)}" r="3"><title>${`${day}: ${feature}, ${score.toFixed(2)} times the threshold, ${rows} rows`}</title></circle>`,
  );
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT + BELOW}" width="${WIDTH}" height="${HEIGHT + BELOW}" role="img" aria-label="strongest drift by day"><path class="axis" d="M${LEFT} 0V${HEIGHT}H${WIDTH}"/><path class="limit" d="M${LEFT} ${y(1).toFixed(1)}H${WIDTH}"/><text x="0" y="${(y(1) + 4).toFixed(1)}">limit</text><path class="course" d="${course.join('')}"/>${points}<text x="${LEFT}" y="${HEIGHT + 15}">${first.day}</text><text x="${WIDTH}" y="${HEIGHT + 15}" text-anchor="end">${last.day}</text></svg>`;
}

import { total } from '../profile/binning.ts';
import { html } from '../html/html.ts';
import type { FeatureReport } from './check-report.ts';
import type { Html } from '../html/html.ts';

const [WIDTH, HEIGHT] = [640, 120] as const;

/** A letter's width, and the least distance of slanted labels. */
const [LETTER, LINE] = [6.5, 11] as const;

/** Letters of a slanted label at most. */
const LONGEST = 14;

/** Bars of a feature's shares, current beside reference; each tells its bin and shares when pointed at. */
export function histogram({ name, bins, reference, current }: FeatureReport): Html {
  const [before, after] = [sharesOf(reference), sharesOf(current)];
  const used = inOrder(
    bins.flatMap((bin, index) => (before[index]! + after[index]! > 0 ? [{ bin, index }] : [])),
  );
  const highest = Math.max(...before, ...after, 1e-9);
  const step = WIDTH / Math.max(used.length, 1);
  const bar = (className: string, x: number, share: number) => {
    const height = (share / highest) * HEIGHT;
    return html`<rect class="${className}" x="${x.toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${(step * 0.38).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  };
  const bars = used.map(({ bin, index }, place) => {
    const x = place * step + step * 0.1;
    const title = `${bin}: ${percent(before[index]!)} before, ${percent(after[index]!)} now`;
    return html`<g><title>${title}</title>${bar('before', x, before[index]!)}${bar('after', x + step * 0.4, after[index]!)}</g>`;
  });
  const { labels, height } = labelsOf(used.map(({ bin }) => bin), step);
  const whole = HEIGHT + height;
  return html`<svg viewBox="0 0 ${WIDTH} ${whole}" width="${WIDTH}" height="${whole}" overflow="visible" role="img" aria-label="distribution of ${name}, before and now">${bars}<path class="axis" d="M0 ${HEIGHT}H${WIDTH}"/>${labels}</svg>`;
}

/** What stands below the bars, and its height: slanted where it is long, nothing where bars are narrow. */
function labelsOf(
  bins: readonly string[], step: number,
): { readonly labels: readonly Html[]; readonly height: number } {
  const isLong = bins.some((bin) => bin.length * LETTER > step);
  if (isLong && step < LINE) return { labels: [], height: 2 };
  const labels = bins.map((bin, place) => {
    const x = (place * step + step / 2).toFixed(1);
    return isLong
      ? html`<text transform="translate(${x} ${HEIGHT + 10}) rotate(40)">${cut(bin, LONGEST)}</text>`
      : html`<text x="${x}" y="${HEIGHT + 14}" text-anchor="middle">${bin}</text>`;
  });
  const longest = Math.min(LONGEST, Math.max(0, ...bins.map(({ length }) => length)));
  return { labels, height: isLong ? Math.ceil(16 + longest * LETTER * 0.65) : 18 };
}

/** Hours, weekdays and counts by their size, whatever is most frequent; what has no number stays last. */
function inOrder<T extends { readonly bin: string }>(bins: readonly T[]): readonly T[] {
  const [named, others] = [bins.filter(isNamed), bins.filter((one) => !isNamed(one))];
  const areSmall = named.every(({ bin }) => /^[1-5]?\d$/.test(bin));
  if (!areSmall) return bins;
  return [...named].sort((a, b) => Number(a.bin) - Number(b.bin)).concat(others);
}

function isNamed({ bin }: { readonly bin: string }): boolean {
  return !bin.startsWith('(');
}

/** A share in words. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const all = total(counts);
  return counts.map((count) => (all > 0 ? count / all : 0));
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

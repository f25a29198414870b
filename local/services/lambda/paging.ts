import { invalidParameter } from './errors.ts';

/** Members of inputs that ask for a page. */
export interface PageInput {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** One page of a list, and the marker of the next. */
export function pageOf<Item>(items: readonly Item[], { Marker, MaxItems = 50 }: PageInput) {
  const start = Marker === undefined ? 0 : positionOf(Marker);
  const end = start + Math.min(MaxItems, 50);
  const next = end < items.length ? Buffer.from(`at ${end}`).toString('base64') : undefined;
  return { page: items.slice(start, end), next };
}

function positionOf(marker: string): number {
  const match = /^at (\d+)$/.exec(Buffer.from(marker, 'base64').toString('utf8'));
  if (!match) throw invalidParameter(`Invalid value for Marker: ${marker}`);
  return Number(match[1]);
}

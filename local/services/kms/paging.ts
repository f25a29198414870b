import { kmsError } from './errors.ts';

/** Members of inputs that ask for a page. */
export interface PageInput {
  readonly Limit?: number;
  readonly Marker?: string;
}

/** One page of a list, as KMS tells it. */
export function pageOf<Item>(items: readonly Item[], { Limit = 100, Marker }: PageInput) {
  const start = Marker === undefined ? 0 : positionOf(Marker);
  const end = start + Limit;
  return {
    page: items.slice(start, end),
    told: {
      Truncated: end < items.length,
      NextMarker: end < items.length ? Buffer.from(`at ${end}`).toString('base64') : undefined,
    },
  };
}

function positionOf(marker: string): number {
  const match = /^at (\d+)$/.exec(Buffer.from(marker, 'base64').toString('utf8'));
  if (!match) throw kmsError('InvalidMarkerException', 'The marker is not valid.');
  return Number(match[1]);
}

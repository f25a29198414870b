import { pageAt } from '../../kernel/index.ts';
import { kmsError } from './errors.ts';

/** Members of inputs that ask for a page. */
export interface PageInput {
  readonly Limit?: number;
  readonly Marker?: string;
}

/** One page of a list, as KMS tells it. */
export function pageOf<Item>(items: readonly Item[], { Limit = 100, Marker }: PageInput) {
  const { page, next } = pageAt(items, { token: Marker, limit: Limit }, refusal);
  return { page, told: { Truncated: next !== undefined, NextMarker: next } };
}

function refusal() {
  return kmsError('InvalidMarkerException', 'The marker is not valid.');
}

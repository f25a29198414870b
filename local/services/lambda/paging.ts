import { pageAt } from '../../kernel/index.ts';
import { invalidParameter } from './errors.ts';

/** Members of inputs that ask for a page. */
export interface PageInput {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** Items of a page at most. */
const MOST = 50;

/** One page of a list, and the marker of the next. */
export function pageOf<Item>(items: readonly Item[], { Marker, MaxItems = MOST }: PageInput) {
  return pageAt(items, { token: Marker, limit: Math.min(MaxItems, MOST) }, refusal);
}

function refusal(marker: string) {
  return invalidParameter(`Invalid value for Marker: ${marker}`);
}

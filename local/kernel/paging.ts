/** Makes the error of a service for a token that it never gave. */
export type Refuse = (token: string) => Error;

/** One page of a list. */
export interface PageOf<Item> {
  readonly page: readonly Item[];
  /** The token of the next one. @default - there is none */
  readonly next?: string;
}

/** A page out of a whole list; tokens count what came before. */
export function pageAt<Item>(
  items: readonly Item[],
  { token, limit }: { readonly token?: string; readonly limit: number },
  refuse: Refuse,
): PageOf<Item> {
  const start = token === undefined ? 0 : placeOf(token, refuse);
  const end = start + limit;
  const page = items.slice(start, end);
  return end < items.length ? { page, next: tokenAt(end) } : { page };
}

/** The token of a place in a list. */
export function tokenAt(place: number): string {
  return written('at', String(place));
}

/** The place that a token names. */
export function placeOf(token: string, refuse: Refuse): number {
  const text = read('at', token, refuse);
  if (!/^\d+$/.test(text)) throw refuse(token);
  return Number(text);
}

/** A page out of rows of which one more was read than it holds; tokens name the last of a page. */
export function pageAfter<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string | number,
): PageOf<Row> {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return last === undefined ? { page } : { page, next: written('after', String(keyOf(last))) };
}

/** The key after which a page begins; '' for the first page. */
export function keyBefore(token: string | undefined, refuse: Refuse): string {
  return token === undefined || token === '' ? '' : read('after', token, refuse);
}

function written(kind: string, text: string): string {
  return Buffer.from(`${kind} ${text}`).toString('base64url');
}

function read(kind: string, token: string, refuse: Refuse): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith(`${kind} `)) throw refuse(token);
  return text.slice(kind.length + 1);
}

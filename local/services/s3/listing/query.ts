import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { bucketPermission } from '../buckets.ts';
import { invalidArgument } from '../errors.ts';
import type { GroupedQuery } from './grouped.ts';

/** What all listings of a bucket take. */
export interface ListingInput {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly EncodingType?: string;
  readonly MaxKeys?: number;
}

/** Elements of one page at most. */
const MOST = 1000;

/** What may be asked for: S3 counts in 32 bits. */
const LARGEST = 2 ** 31 - 1;

/** Permission of listings, with the condition keys of S3. */
export function onListing(action: string) {
  return (input: ListingInput, { cloud }: ActionContext): readonly Permission[] => [
    {
      ...bucketPermission(action, input.Bucket, cloud),
      context: {
        's3:prefix': input.Prefix ?? '',
        's3:delimiter': input.Delimiter ?? '',
        's3:max-keys': String(input.MaxKeys ?? MOST),
      },
    },
  ];
}

/** A page of keys behind a marker, as the actions ask for it. */
export function queryOf(
  { Prefix = '', Delimiter = '' }: Pick<ListingInput, 'Prefix' | 'Delimiter'>,
  marker: string,
  limit: number,
): GroupedQuery {
  return { prefix: Prefix, delimiter: Delimiter, marker, limit };
}

/** The page's size. Throws InvalidArgument for numbers that are none. */
export function pageSize(value: number | undefined, name = 'max-keys'): number {
  if (value === undefined) return MOST;
  demandCount(value, name);
  return Math.min(value, MOST);
}

/** Throws InvalidArgument for what is no count. */
export function demandCount(value: number, name: string): void {
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST) return;
  throw invalidArgument(
    `Argument ${name === 'max-keys' ? 'maxKeys' : name} must be an integer between 0 and ${LARGEST}`,
    name,
    String(value),
  );
}

/** How keys are written into the answer. Throws InvalidArgument for other encodings than `url`. */
export function keyEncoder(
  type: string | undefined,
): <Text extends string | undefined>(text: Text) => Text {
  if (type === undefined) return (text) => text;
  if (type !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
  // What goes in undefined comes out undefined; text comes out as text.
  return <Text extends string | undefined>(text: Text) =>
    (text === undefined ? undefined : formEncoded(text)) as Text;
}

/** As forms encode, but for slashes. */
function formEncoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+')
    .replace(/%2F/g, '/');
}

/** Undefined for an empty list: XML has no empty flattened lists. */
export function unlessEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

import type { AwsError } from '../../errors.ts';
import { s3Error } from './errors.ts';

/** Headers that are stored with an object and given back. */
export interface StoredHeaders {
  readonly ContentType?: string;
  readonly ContentEncoding?: string;
  readonly ContentDisposition?: string;
  readonly ContentLanguage?: string;
  readonly CacheControl?: string;
  /** The text of the header: S3 gives back what it was sent. */
  readonly ExpiresString?: string;
  readonly WebsiteRedirectLocation?: string;
}

/** An input with such headers. */
export interface HeaderInput extends Omit<StoredHeaders, 'ExpiresString'> {
  readonly Expires?: Date | string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly StorageClass?: string;
}

/** Storage classes, and which of them must be restored before they are read. */
export const ARCHIVES: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];
const STORAGE_CLASSES: readonly string[] = [
  ...ARCHIVES,
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
];

/** Bytes of user metadata, names and values together. */
const MAX_METADATA = 2048;

/** The headers of an input that are stored with an object. */
export function storedHeaders(input: HeaderInput): StoredHeaders {
  const { Expires } = input;
  return {
    ContentType: input.ContentType || 'binary/octet-stream',
    ContentEncoding: withoutFrames(input.ContentEncoding),
    ContentDisposition: input.ContentDisposition,
    ContentLanguage: input.ContentLanguage,
    CacheControl: input.CacheControl,
    ExpiresString: Expires instanceof Date ? Expires.toUTCString() : Expires,
    WebsiteRedirectLocation: redirectLocation(input.WebsiteRedirectLocation),
  };
}

/** Where a website would send its visitors: within the bucket or to an address. */
function redirectLocation(location: string | undefined): string | undefined {
  if (location === undefined || /^(https?:\/\/|\/)/.test(location)) return location;
  throw s3Error(
    'InvalidRedirectLocation',
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  );
}

/** The storage class, undefined for STANDARD. Throws InvalidStorageClass. */
export function storageClass(name: string | undefined): string | undefined {
  if (name === undefined || name === 'STANDARD') return undefined;
  if (STORAGE_CLASSES.includes(name)) return name;
  throw s3Error('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
    StorageClassRequested: name,
  });
}

/** User metadata: names in lower case. Throws MetadataTooLarge. */
export function userMetadata(input: HeaderInput): Readonly<Record<string, string>> {
  const entries = Object.entries(input.Metadata ?? {});
  const size = entries.reduce((sum, [name, value]) => sum + bytes(name) + bytes(value), 0);
  if (size > MAX_METADATA) throw metadataTooLarge(size);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function metadataTooLarge(size: number): AwsError {
  return s3Error(
    'MetadataTooLarge',
    'Your metadata headers exceed the maximum allowed metadata size',
    400,
    { Size: size, MaxSizeAllowed: MAX_METADATA },
  );
}

/** `aws-chunked` is about the transfer, not the object. */
function withoutFrames(encoding: string | undefined): string | undefined {
  const kept = encoding
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked' && part !== '')
    .join(',');
  return kept === '' ? undefined : kept;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

import type { Cloud, HttpExchange, Permission } from '../../kernel/index.ts';
import { attributesOf, newest, versionOf } from './object-row.ts';

/** Members of inputs that are condition keys. Source: service authorization reference of S3. */
const KEYS: Readonly<Record<string, string>> = {
  ACL: 's3:x-amz-acl',
  CopySource: 's3:x-amz-copy-source',
  GrantFullControl: 's3:x-amz-grant-full-control',
  GrantRead: 's3:x-amz-grant-read',
  GrantReadACP: 's3:x-amz-grant-read-acp',
  GrantWrite: 's3:x-amz-grant-write',
  GrantWriteACP: 's3:x-amz-grant-write-acp',
  IfMatch: 's3:if-match',
  IfNoneMatch: 's3:if-none-match',
  MetadataDirective: 's3:x-amz-metadata-directive',
  ObjectLockLegalHoldStatus: 's3:object-lock-legal-hold',
  ObjectLockMode: 's3:object-lock-mode',
  ObjectOwnership: 's3:x-amz-object-ownership',
  ServerSideEncryption: 's3:x-amz-server-side-encryption',
  SSECustomerAlgorithm: 's3:x-amz-server-side-encryption-customer-algorithm',
  SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  StorageClass: 's3:x-amz-storage-class',
  VersionId: 's3:VersionId',
  WebsiteRedirectLocation: 's3:x-amz-website-redirect-location',
};

type Context = NonNullable<Permission['context']>;
type Input = Readonly<Record<string, unknown>>;

/** The condition keys that a request brings: its headers, and the tags that it would set. */
export function requestKeys(input: Input): Context {
  const given = Object.entries(KEYS).flatMap(([member, key]): [string, string][] =>
    typeof input[member] === 'string' ? [[key, input[member]]] : [],
  );
  const { CreateBucketConfiguration: settings } = input as {
    readonly CreateBucketConfiguration?: { readonly LocationConstraint?: string };
  };
  const location = settings?.LocationConstraint;
  return {
    ...Object.fromEntries(given),
    ...(location === undefined ? {} : { 's3:LocationConstraint': location }),
    ...requestTags(input.Tagging),
  };
}

/**
 * The condition keys that a request brings in its headers, however it is signed. Sources: S3's API reference,
 * bucket-policy-s3-sigv4-conditions; IAM user guide, global condition keys.
 */
export function transportKeys(http: HttpExchange | undefined): Context {
  if (!http) return {};
  const { headers, socket, url = '' } = http.request;
  const keys: Readonly<Record<string, unknown>> = {
    'aws:SourceIp': socket.remoteAddress?.replace(/^::ffff:/, ''),
    'aws:UserAgent': headers['user-agent'],
    'aws:Referer': headers.referer,
    's3:x-amz-content-sha256': headers['x-amz-content-sha256'],
    ...signatureKeys(headers.authorization, url),
  };
  return Object.fromEntries(
    Object.entries(keys).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

function signatureKeys(authorization: string | undefined, url: string): Context {
  if (authorization?.startsWith('AWS4-'))
    return { 's3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS4-HMAC-SHA256' };
  if (authorization?.startsWith('AWS '))
    return { 's3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS' };
  if (url.includes('X-Amz-Signature='))
    return { 's3:authType': 'REST-QUERY-STRING', 's3:signatureversion': 'AWS4-HMAC-SHA256' };
  return url.includes('Signature=')
    ? { 's3:authType': 'REST-QUERY-STRING', 's3:signatureversion': 'AWS' }
    : {};
}

/** The condition keys of a lock that a request asks for. */
export function lockKeys(input: Input, now: number): Context {
  const { Retention, LegalHold, ObjectLockRetainUntilDate: until } = input as LockRequest;
  const { Mode, RetainUntilDate = until } = Retention ?? {};
  const days = RetainUntilDate && Math.ceil((RetainUntilDate.getTime() - now) / 86_400_000);
  return {
    ...(Mode === undefined ? {} : { 's3:object-lock-mode': Mode }),
    ...(LegalHold?.Status === undefined ? {} : { 's3:object-lock-legal-hold': LegalHold.Status }),
    ...(RetainUntilDate === undefined
      ? {}
      : {
          's3:object-lock-retain-until-date': RetainUntilDate.toISOString(),
          's3:object-lock-remaining-retention-days': String(days),
        }),
  };
}

interface LockRequest {
  readonly Retention?: { readonly Mode?: string; readonly RetainUntilDate?: Date };
  readonly LegalHold?: { readonly Status?: string };
  readonly ObjectLockRetainUntilDate?: Date;
}

/** The condition keys that are the tags of the object a permission is asked for. */
export function existingTags(
  { resource }: Permission,
  version: string | undefined,
  cloud: Cloud,
): Context {
  const [, bucket, key] = /^arn:aws:s3:::([^/]+)\/(.+)$/s.exec(resource) ?? [];
  if (bucket === undefined || key === undefined) return {};
  const row =
    version === undefined ? newest(bucket, key, cloud) : versionOf(bucket, key, version, cloud);
  const tags = row && !row.marker ? attributesOf(row).tags : {};
  return Object.fromEntries(
    Object.entries(tags).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]),
  );
}

/** Tags come as a header, or as a document. */
function requestTags(tagging: unknown): Context {
  const pairs =
    typeof tagging === 'string'
      ? [...new URLSearchParams(tagging)]
      : ((tagging as { readonly TagSet?: readonly Pair[] } | undefined)?.TagSet ?? []).map(
          ({ Key = '', Value = '' }) => [Key, Value] as const,
        );
  if (pairs.length === 0) return {};
  return {
    ...Object.fromEntries(pairs.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
    's3:RequestObjectTagKeys': pairs.map(([key]) => key),
  };
}

interface Pair {
  readonly Key?: string;
  readonly Value?: string;
}

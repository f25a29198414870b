import { AwsError } from '../../errors.ts';
import type { ActionContext } from '../../kernel/index.ts';
import { keyNamed, keyPermission } from '../kms/keys.ts';
import type { KeyRow } from '../kms/keys.ts';
import { accessDenied, s3Error } from './errors.ts';

/** What a key is used for: one object, or with a bucket key all of a bucket. */
export interface KeyUse {
  readonly Bucket: string;
  readonly Key: string;
  readonly bucketKey?: boolean;
  /** What the writer added to the encryption context, base64 of JSON. */
  readonly said?: string;
}

/**
 * Demands the permission to use a key. S3 puts the ARN of the object, or of the bucket where it has a
 * bucket key, into the encryption context. Source: S3 user guide, UsingKMSEncryption.
 */
export function demandUse(
  action: 'Decrypt' | 'GenerateDataKey',
  key: KeyRow,
  { Bucket, Key, bucketKey, said }: KeyUse,
  { cloud, principal }: ActionContext,
): void {
  const arn = `arn:aws:s3:::${bucketKey ? Bucket : `${Bucket}/${Key}`}`;
  const permission = keyPermission(action, key, { ...contextOf(said), 'aws:s3:arn': arn }, cloud);
  try {
    cloud.authorize(principal, {
      ...permission,
      context: { ...permission.context, 'kms:ViaService': `s3.${cloud.region}.amazonaws.com` },
    });
  } catch (error) {
    // S3 passes on KMS's words under its own code.
    if (error instanceof AwsError && error.code === 'AccessDeniedException')
      throw accessDenied(error.message);
    throw error;
  }
}

/** The encryption context of a header. Throws InvalidArgument. */
export function contextOf(header: string | undefined): Readonly<Record<string, string>> {
  if (header === undefined) return {};
  const read = parsed(Buffer.from(header, 'base64').toString('utf8'));
  if (isTextByText(read)) return read;
  throw s3Error(
    'InvalidArgument',
    "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
    400,
    { ArgumentName: 'x-amz-server-side-encryption-context', ArgumentValue: header },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTextByText(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === 'string');
}

/** Throws S3's form of KMS's errors unless the key can be used. */
export function usableKey(name: string, context: Pick<ActionContext, 'cloud'>) {
  const region = /^arn:aws:kms:([^:]*):/.exec(name)?.[1];
  if (region !== undefined && region !== context.cloud.region)
    throw s3Error('KMS.NotFoundException', `Invalid arn ${region}`);
  if (region === undefined && !/^(alias\/.+|[0-9a-f-]{36}|mrk-\w+)$/.test(name))
    throw s3Error('KMS.NotFoundException', `Invalid keyId '${name}'`);
  const key = found(name, context);
  if (key.state === 'PendingDeletion')
    throw s3Error('KMS.KMSInvalidStateException', `${key.arn} is pending deletion.`);
  if (key.state === 'Disabled') throw s3Error('KMS.DisabledException', `${key.arn} is disabled.`);
  return key;
}

function found(name: string, { cloud }: Pick<ActionContext, 'cloud'>) {
  try {
    return keyNamed(name, { cloud });
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    const arn = name.startsWith('arn:')
      ? name
      : `arn:aws:kms:${cloud.region}:${cloud.accountId}:key/${name}`;
    throw s3Error('KMS.NotFoundException', `Key '${arn}' does not exist`);
  }
}

import { createHash } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { keyNamed, keyPermission } from '../kms/keys.ts';
import { managedKey } from '../kms/managed-keys.ts';
import { configurationOf } from './buckets.ts';
import type { BucketRow } from './buckets.ts';
import { accessDenied, invalidArgument, invalidRequest, s3Error } from './errors.ts';

/** How an object is encrypted. */
export interface Encryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'SSE-C';
  /** ARN of the KMS key. @default - no KMS key */
  readonly key?: string;
  readonly bucketKey?: boolean;
  /** MD5 of the customer's own key, base64. @default - not the customer's own */
  readonly customerKeyMd5?: string;
}

/** A key that the customer sends along with every request. */
export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
}

/** What a write says of encryption. */
export interface EncryptionInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string;
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
}

/** A bucket's rule of default encryption. */
interface DefaultRule {
  readonly ApplyServerSideEncryptionByDefault?: {
    readonly SSEAlgorithm: string;
    readonly KMSMasterKeyID?: string;
  };
  readonly BucketKeyEnabled?: boolean;
}

const MANAGED_KEY = 'Default key that protects my S3 objects when no other key is defined';

const SSE = 'x-amz-server-side-encryption';

/**
 * How a write will be encrypted: as asked, else by the bucket's default, else by S3's own keys.
 * Demands `kms:GenerateDataKey` on a KMS key.
 */
export function encryptionOf(
  input: EncryptionInput,
  bucket: BucketRow,
  context: ActionContext,
): Encryption {
  const customerKeyMd5 = customerKey(input);
  if (customerKeyMd5 !== undefined) return { algorithm: 'SSE-C', customerKeyMd5 };
  const rule = configurationOf<{ readonly Rules: readonly DefaultRule[] }>(bucket, 'encryption')
    ?.Rules[0];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const algorithm = input.ServerSideEncryption ?? (input.SSEKMSKeyId ? 'aws:kms' : undefined);
  const chosen = algorithm ?? byDefault?.SSEAlgorithm ?? 'AES256';
  if (chosen === 'AES256') {
    if (input.SSEKMSKeyId !== undefined) throw kmsOnly(input.SSEKMSKeyId);
    return { algorithm: 'AES256' };
  }
  if (chosen !== 'aws:kms' && chosen !== 'aws:kms:dsse')
    throw invalidArgument('The encryption method specified is not supported', SSE, chosen);
  const wanted =
    input.SSEKMSKeyId ??
    (chosen === byDefault?.SSEAlgorithm ? byDefault.KMSMasterKeyID : undefined);
  return {
    algorithm: chosen,
    key: writableKey(wanted, context),
    bucketKey: input.BucketKeyEnabled ?? (algorithm === undefined && rule?.BucketKeyEnabled),
  };
}

/** Reading demands `kms:Decrypt` on the key that encrypted, or the customer's own key again. */
export function decrypt(
  encryption: Encryption,
  input: CustomerKeyInput,
  { cloud, principal }: ActionContext,
): void {
  const md5 = customerKey(input);
  if (encryption.algorithm === 'SSE-C') {
    if (md5 === undefined) {
      throw invalidRequest(
        'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
      );
    }
    if (md5 !== encryption.customerKeyMd5) throw accessDenied();
  } else if (md5 !== undefined)
    throw invalidRequest('The encryption parameters are not applicable to this object.');
  if (encryption.key)
    cloud.authorize(
      principal,
      keyPermission('Decrypt', usableKey(encryption.key, { cloud }), {}, cloud),
    );
}

/** The members that tell how an object is encrypted. */
export function describeEncryption({ algorithm, key, bucketKey, customerKeyMd5 }: Encryption) {
  if (algorithm === 'SSE-C')
    return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: customerKeyMd5 };
  return {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: key,
    BucketKeyEnabled: bucketKey ? true : undefined,
  };
}

/** MD5 of the key that came along, checked; undefined where none came. */
export function customerKey(input: CustomerKeyInput): string | undefined {
  const { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 } = input;
  const given = [SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5];
  if (given.every((value) => value === undefined)) return undefined;
  const faulty = (message: string, name = SSE) => invalidArgument(message, name, 'null');
  if (SSECustomerKey === undefined)
    throw faulty(
      'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
    );
  if (SSECustomerAlgorithm === undefined)
    throw faulty(
      'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
    );
  if (SSECustomerAlgorithm !== 'AES256')
    throw s3Error(
      'InvalidEncryptionAlgorithmError',
      'The Encryption request you specified is not valid. Supported value: AES256.',
    );
  const key = Buffer.from(SSECustomerKey, 'base64');
  if (key.length !== 32)
    throw faulty('The secret key was invalid for the specified algorithm.', `${SSE}-customer-key`);
  const md5 = createHash('md5').update(key).digest('base64');
  if (SSECustomerKeyMD5 !== undefined && SSECustomerKeyMD5 !== md5)
    throw faulty(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      `${SSE}-customer-key-MD5`,
    );
  return md5;
}

/**
 * The ETag of a body in one piece: its MD5. With keys of KMS and of customers it is that of what was
 * encrypted, another one each time.
 */
export function etagOf(
  { md5 }: { readonly md5: string },
  by: Encryption,
  { world }: Cloud,
): string {
  return by.algorithm === 'AES256'
    ? md5
    : createHash('md5').update(md5).update(world.uuid()).digest('hex');
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

function writableKey(name: string | undefined, { cloud, principal }: ActionContext): string {
  if (name === undefined) return managedKey('s3', MANAGED_KEY, cloud).arn;
  const key = usableKey(name, { cloud });
  cloud.authorize(principal, keyPermission('GenerateDataKey', key, {}, cloud));
  return key.arn;
}

function kmsOnly(key: string): AwsError {
  return invalidArgument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    `${SSE}-aws-kms-key-id`,
    key,
  );
}

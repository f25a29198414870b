import { createHash } from 'node:crypto';
import type { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { managedKey } from '../kms/managed-keys.ts';
import { configurationOf } from './buckets.ts';
import type { BucketRow } from './buckets.ts';
import { customerKey, demandPartsKey, demandSameKey } from './customer-key.ts';
import type { CustomerKeyInput } from './customer-key.ts';
import { accessDenied, invalidArgument } from './errors.ts';
import { contextOf, demandUse, usableKey } from './key-use.ts';
import type { KeyUse } from './key-use.ts';

/** How an object is encrypted. */
export interface Encryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'SSE-C';
  /** ARN of the KMS key. @default - no KMS key */
  readonly key?: string;
  readonly bucketKey?: boolean;
  /** What the writer added to the encryption context, as it was sent. @default - nothing */
  readonly context?: string;
  /** MD5 of the customer's own key, base64. @default - not the customer's own */
  readonly customerKeyMd5?: string;
}

/** What a write says of encryption. */
export interface EncryptionInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string;
  readonly SSEKMSKeyId?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly BucketKeyEnabled?: boolean;
}

/** The object that is encrypted. */
type EncryptedObject = Pick<KeyUse, 'Bucket' | 'Key'>;

/** A bucket's rule of default encryption. */
interface DefaultRule {
  readonly ApplyServerSideEncryptionByDefault?: {
    readonly SSEAlgorithm: string;
    readonly KMSMasterKeyID?: string;
  };
  readonly BucketKeyEnabled?: boolean;
  readonly BlockedEncryptionTypes?: { readonly EncryptionType?: readonly string[] };
}

const MANAGED_KEY = 'Default key that protects my S3 objects when no other key is defined';

const SSE = 'x-amz-server-side-encryption';

/**
 * How a write will be encrypted: as asked, else by the bucket's default, else by S3's own keys.
 * Demands `kms:GenerateDataKey` on a KMS key.
 */
export function encryptionOf(
  input: EncryptionInput & EncryptedObject,
  bucket: BucketRow,
  context: ActionContext,
): Encryption {
  const rule = configurationOf<{ readonly Rules: readonly DefaultRule[] }>(bucket, 'encryption')
    ?.Rules[0];
  const customerKeyMd5 = ownKeyOf(input, rule);
  if (customerKeyMd5 !== undefined) return { algorithm: 'SSE-C', customerKeyMd5 };
  const { ServerSideEncryption: algorithm, SSEKMSKeyId: named } = input;
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const chosen = algorithm ?? byDefault?.SSEAlgorithm ?? 'AES256';
  if (named !== undefined && (algorithm ?? 'AES256') === 'AES256') throw kmsOnly(named);
  if (chosen === 'AES256') return { algorithm: 'AES256' };
  if (chosen !== 'aws:kms' && chosen !== 'aws:kms:dsse')
    throw invalidArgument('The encryption method specified is not supported', SSE, chosen);
  if (chosen === 'aws:kms:dsse' && input.BucketKeyEnabled) throw noBucketKey();
  const said = input.SSEKMSEncryptionContext;
  contextOf(said);
  const bucketKey =
    input.BucketKeyEnabled ?? (algorithm === undefined && rule?.BucketKeyEnabled === true);
  const wanted =
    named ?? (chosen === byDefault?.SSEAlgorithm ? byDefault.KMSMasterKeyID : undefined);
  const { Bucket, Key } = input;
  const key = writableKey(wanted, { Bucket, Key, bucketKey, said }, context);
  return { algorithm: chosen, key, bucketKey, context: said };
}

/** MD5 of the customer's own key. Throws where more is asked for, or the bucket takes no such keys. */
function ownKeyOf(input: EncryptionInput, rule: DefaultRule | undefined): string | undefined {
  const md5 = customerKey(input);
  if (md5 === undefined) return undefined;
  if (input.ServerSideEncryption !== undefined) {
    throw invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      SSE,
      input.ServerSideEncryption,
    );
  }
  if (rule?.BlockedEncryptionTypes?.EncryptionType?.includes('SSE-C')) throw accessDenied();
  return md5;
}

/** Reading demands `kms:Decrypt` on the key that encrypted, or the customer's own key again. */
export function decrypt(
  encryption: Encryption,
  input: CustomerKeyInput,
  object: EncryptedObject,
  context: ActionContext,
): void {
  demandSameKey(encryption, input);
  demandDecryption(encryption, object, context);
}

/** Sending a part demands what the upload's beginning demanded. */
export function demandPartKey(
  encryption: Encryption,
  input: CustomerKeyInput,
  object: EncryptedObject,
  context: ActionContext,
): void {
  demandPartsKey(encryption, input);
  demandDecryption(encryption, object, context);
}

function demandDecryption(
  { key, bucketKey, context: said }: Encryption,
  object: EncryptedObject,
  context: ActionContext,
): void {
  if (key) demandUse('Decrypt', usableKey(key, context), { ...object, bucketKey, said }, context);
}

/** The members that tell how an object is encrypted. */
export function describeEncryption(encryption: Encryption) {
  const { algorithm, key, bucketKey, customerKeyMd5 } = encryption;
  if (algorithm === 'SSE-C')
    return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: customerKeyMd5 };
  return {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: key,
    SSEKMSEncryptionContext: encryption.context,
    BucketKeyEnabled: bucketKey ? true : undefined,
  };
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

function writableKey(name: string | undefined, use: KeyUse, context: ActionContext): string {
  if (name === undefined) return managedKey('s3', MANAGED_KEY, context.cloud).arn;
  const key = usableKey(name, context);
  demandUse('GenerateDataKey', key, use, context);
  return key.arn;
}

/** Source: S3 user guide, UsingDSSEncryption. */
function noBucketKey(): AwsError {
  return invalidArgument(
    'S3 Bucket Keys are not supported for dual-layer server-side encryption with AWS KMS keys.',
    `${SSE}-bucket-key-enabled`,
    'true',
  );
}

function kmsOnly(key: string): AwsError {
  return invalidArgument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    `${SSE}-aws-kms-key-id`,
    key,
  );
}

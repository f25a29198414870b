import type { Cloud } from '../../kernel/index.ts';
import { managedKey } from '../kms/managed-keys.ts';
import { invalidParameter } from './errors.ts';

/** How a table is encrypted, as requests say it. */
export interface SSESpecification {
  readonly Enabled?: boolean;
  readonly SSEType?: string;
  readonly KMSMasterKeyId?: string;
}

const MANAGED_KEY = 'Default key that protects my DynamoDB data when no other key is defined';

/** ARN of the key that encrypts a table; undefined where DynamoDB's own does. */
export function encryptionKey(
  specification: SSESpecification | undefined,
  cloud: Cloud,
): string | undefined {
  if (!specification) return undefined;
  const { Enabled, SSEType, KMSMasterKeyId } = specification;
  if (SSEType !== undefined && SSEType !== 'KMS')
    throw invalidParameter('Unsupported SSEType: Only KMS is supported');
  if (Enabled === false) return undefined;
  if (KMSMasterKeyId?.startsWith('arn:')) return KMSMasterKeyId;
  return KMSMasterKeyId === undefined
    ? managedKey('dynamodb', MANAGED_KEY, cloud).arn
    : keyArn(KMSMasterKeyId, cloud);
}

function keyArn(id: string, { region, accountId }: Cloud): string {
  return `arn:aws:kms:${region}:${accountId}:${id.startsWith('alias/') ? id : `key/${id}`}`;
}

import type { ActionContext } from '../../kernel/index.ts';
import { AwsError } from '../../errors.ts';
import { managedKey } from '../kms/managed-keys.ts';
import { ssmError } from './errors.ts';
import { parameterArn } from './arns.ts';

const DESCRIPTION = 'Default key that protects my SSM parameters when no other key is defined';

/** The key that SecureString uses unless another is named. */
export const DEFAULT_KEY = 'alias/aws/ssm';

/** Encrypts a value with the caller's rights on the key. Returns base64. */
export function conceal(name: string, value: string, key: string, context: ActionContext): string {
  if (key === DEFAULT_KEY) managedKey('ssm', DESCRIPTION, context.cloud);
  const { CiphertextBlob } = asking(() =>
    context.cloud.callSync<{ CiphertextBlob: Uint8Array }>(
      'kms',
      'Encrypt',
      { KeyId: key, Plaintext: Buffer.from(value), EncryptionContext: boundTo(name, context) },
      context.principal,
    ),
  );
  return Buffer.from(CiphertextBlob).toString('base64');
}

/** The plain value, with the caller's rights on the key. */
export function reveal(
  row: { readonly name: string; readonly type: string; readonly value: string },
  context: ActionContext,
): string {
  if (row.type !== 'SecureString') return row.value;
  const { Plaintext } = asking(() =>
    context.cloud.callSync<{ Plaintext: Uint8Array }>(
      'kms',
      'Decrypt',
      {
        CiphertextBlob: Buffer.from(row.value, 'base64'),
        EncryptionContext: boundTo(row.name, context),
      },
      context.principal,
    ),
  );
  return Buffer.from(Plaintext).toString('utf8');
}

function boundTo(name: string, context: ActionContext): Readonly<Record<string, string>> {
  return { PARAMETER_ARN: parameterArn(name, context) };
}

/** What is wrong with a key is InvalidKeyId here; who may not use it is told as KMS tells it. */
function asking<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError) || /AccessDenied/.test(error.code)) throw error;
    throw ssmError('InvalidKeyId', `${error.message} (Service: AWSKMS; Error Code: ${error.code})`);
  }
}

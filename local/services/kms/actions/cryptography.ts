import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { keyOf, seal, unseal } from '../ciphertext.ts';
import type { EncryptionContext } from '../ciphertext.ts';
import { kmsError, validation } from '../errors.ts';
import { demandUsable, keyNamed, keyPermission, secretBytes } from '../keys.ts';
import type { KeyRow } from '../keys.ts';

interface ContextInput {
  readonly EncryptionContext?: EncryptionContext;
}

/** Input of Encrypt. */
export interface EncryptInput extends ContextInput {
  readonly KeyId: string;
  readonly Plaintext: Uint8Array;
}

/** Input of Decrypt. */
export interface DecryptInput extends ContextInput {
  readonly KeyId?: string;
  readonly CiphertextBlob: Uint8Array;
}

/** Input of ReEncrypt. */
export interface ReEncryptInput {
  readonly CiphertextBlob: Uint8Array;
  readonly SourceKeyId?: string;
  readonly SourceEncryptionContext?: EncryptionContext;
  readonly DestinationKeyId: string;
  readonly DestinationEncryptionContext?: EncryptionContext;
}

/** Input of GenerateDataKey. */
export interface DataKeyInput extends ContextInput {
  readonly KeyId: string;
  readonly KeySpec?: 'AES_256' | 'AES_128';
  readonly NumberOfBytes?: number;
}

const ALGORITHM = 'SYMMETRIC_DEFAULT';

/** Encrypt: up to 4 KB. */
export const encrypt = action(
  'Encrypt',
  onKeyWithContext('Encrypt'),
  (input: EncryptInput, context) => {
    const key = keyNamed(input.KeyId, context);
    demandUsable(key);
    if (input.Plaintext.length < 1 || input.Plaintext.length > 4096) {
      throw validation(
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
      );
    }
    return {
      CiphertextBlob: seal(input.Plaintext, key, input.EncryptionContext ?? {}, context.cloud),
      KeyId: key.arn,
      EncryptionAlgorithm: ALGORITHM,
    };
  },
);

/** Decrypt: the ciphertext names its key. */
export const decrypt = action(
  'Decrypt',
  (input: DecryptInput, context): readonly Permission[] => [
    keyPermission(
      'Decrypt',
      keyOf(input.CiphertextBlob, context.cloud),
      input.EncryptionContext,
      context.cloud,
    ),
  ],
  (input, context) => {
    const key = sourceKey(input.CiphertextBlob, input.KeyId, context);
    return {
      Plaintext: unseal(input.CiphertextBlob, key, input.EncryptionContext ?? {}),
      KeyId: key.arn,
      EncryptionAlgorithm: ALGORITHM,
    };
  },
);

/** ReEncrypt: under another key, without showing the plaintext. */
export const reEncrypt = action(
  'ReEncrypt',
  (input: ReEncryptInput, context): readonly Permission[] => [
    keyPermission(
      'ReEncryptFrom',
      keyOf(input.CiphertextBlob, context.cloud),
      input.SourceEncryptionContext,
      context.cloud,
    ),
    keyPermission(
      'ReEncryptTo',
      keyNamed(input.DestinationKeyId, context),
      input.DestinationEncryptionContext,
      context.cloud,
    ),
  ],
  (input, context) => {
    const source = sourceKey(input.CiphertextBlob, input.SourceKeyId, context);
    const target = keyNamed(input.DestinationKeyId, context);
    demandUsable(target);
    const plaintext = unseal(input.CiphertextBlob, source, input.SourceEncryptionContext ?? {});
    const bound = input.DestinationEncryptionContext ?? {};
    return {
      CiphertextBlob: seal(plaintext, target, bound, context.cloud),
      SourceKeyId: source.arn,
      KeyId: target.arn,
      SourceEncryptionAlgorithm: ALGORITHM,
      DestinationEncryptionAlgorithm: ALGORITHM,
    };
  },
);

/** GenerateDataKey: bytes, plain and under the key. */
export const generateDataKey = action(
  'GenerateDataKey',
  onKeyWithContext('GenerateDataKey'),
  (input: DataKeyInput, context) => dataKey(input, context),
);

/** GenerateDataKeyWithoutPlaintext: the same, under the key only. */
export const generateDataKeyWithoutPlaintext = action(
  'GenerateDataKeyWithoutPlaintext',
  onKeyWithContext('GenerateDataKeyWithoutPlaintext'),
  (input: DataKeyInput, context) => {
    const { CiphertextBlob, KeyId } = dataKey(input, context);
    return { CiphertextBlob, KeyId };
  },
);

/** GenerateRandom. */
export const generateRandom = action(
  'GenerateRandom',
  () => [{ action: 'kms:GenerateRandom', resource: '*' }],
  (input: { readonly NumberOfBytes?: number }, { cloud }) => {
    const count = input.NumberOfBytes ?? 0;
    checkBytes(count);
    return { Plaintext: secretBytes(count, cloud) };
  },
);

function onKeyWithContext(name: string) {
  return (
    input: ContextInput & { readonly KeyId: string },
    context: ActionContext,
  ): readonly Permission[] => [
    keyPermission(name, keyNamed(input.KeyId, context), input.EncryptionContext, context.cloud),
  ];
}

function sourceKey(
  ciphertext: Uint8Array,
  named: string | undefined,
  context: ActionContext,
): KeyRow {
  const key = keyOf(ciphertext, context.cloud);
  if (named !== undefined && keyNamed(named, context).id !== key.id) {
    throw kmsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  demandUsable(key);
  return key;
}

function dataKey(input: DataKeyInput, context: ActionContext) {
  const key = keyNamed(input.KeyId, context);
  demandUsable(key);
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined))
    throw validation('Please specify either number of bytes or key spec.');
  const count = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
  checkBytes(count);
  const plaintext = secretBytes(count, context.cloud);
  return {
    Plaintext: plaintext,
    CiphertextBlob: seal(plaintext, key, input.EncryptionContext ?? {}, context.cloud),
    KeyId: key.arn,
  };
}

function checkBytes(count: number): void {
  if (count >= 1 && count <= 1024) return;
  throw validation(
    `1 validation error detected: Value '${count}' at 'numberOfBytes' failed to satisfy constraint: Member must have value ${count < 1 ? 'greater than or equal to 1' : 'less than or equal to 1024'}`,
  );
}

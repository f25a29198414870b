import type { ActionContext } from '../../kernel/index.ts';
import { usableKey } from './key-use.ts';
import { invalidArgument, malformedXml } from './errors.ts';

/** A bucket's rules of default encryption, as they are sent. */
interface EncryptionRules {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: {
      readonly SSEAlgorithm?: string;
      readonly KMSMasterKeyID?: string;
    };
    readonly BucketKeyEnabled?: boolean;
    readonly BlockedEncryptionTypes?: { readonly EncryptionType?: readonly string[] };
  }[];
}

/** What a bucket may be told not to take. Source: S3's API model, EncryptionType. */
const BLOCKABLE = ['NONE', 'SSE-C'];

const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** Checks default encryption: one rule, and a key only where KMS encrypts. */
export function checkEncryptionRules({ Rules = [] }: EncryptionRules, context: ActionContext) {
  const [rule, ...more] = Rules;
  if (!rule || more.length > 0) throw malformedXml();
  const { SSEAlgorithm, KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {};
  if (!ALGORITHMS.includes(SSEAlgorithm ?? '')) throw malformedXml();
  const blocked = rule.BlockedEncryptionTypes?.EncryptionType ?? [];
  if (!blocked.every((type) => BLOCKABLE.includes(type))) throw malformedXml();
  if (KMSMasterKeyID !== undefined && SSEAlgorithm === 'AES256') {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'ApplyServerSideEncryptionByDefault',
    );
  }
  if (KMSMasterKeyID?.startsWith('arn:')) usableKey(KMSMasterKeyID, context);
  return { Rules: [{ ...rule, BucketKeyEnabled: rule.BucketKeyEnabled ?? false }] };
}

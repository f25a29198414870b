import type { Cloud } from '../../kernel/index.ts';
import { findKey } from '../kms/keys.ts';
import { invalidEncryptionConfiguration } from './errors.ts';

/** How a state machine or an activity is to be encrypted. The keys are kept, not used. */
export interface EncryptionInput {
  readonly type?: string;
  readonly kmsKeyId?: string;
  readonly kmsDataKeyReusePeriodSeconds?: number;
}

/** How all is encrypted that does not say otherwise. */
export const DEFAULT_ENCRYPTION: EncryptionInput = { type: 'AWS_OWNED_KEY' };

/**
 * Throws InvalidEncryptionConfiguration where the API reference has it: a customer's key that is
 * not named or not active, a period out of its range. A key that is not there is not refused.
 */
export function checkEncryption(cloud: Cloud, input: EncryptionInput | undefined): void {
  if (!input) return;
  const { type, kmsKeyId, kmsDataKeyReusePeriodSeconds: period } = input;
  if (period !== undefined && (period < 60 || period > 900))
    throw invalidEncryptionConfiguration('kmsDataKeyReusePeriodSeconds must be from 60 to 900');
  if (type !== 'CUSTOMER_MANAGED_KMS_KEY') return;
  if (kmsKeyId === undefined)
    throw invalidEncryptionConfiguration('kmsKeyId must be specified for CUSTOMER_MANAGED_KMS_KEY');
  if ((findKey(kmsKeyId, cloud)?.state ?? 'Enabled') !== 'Enabled')
    throw invalidEncryptionConfiguration(`the key '${kmsKeyId}' is not active`);
}

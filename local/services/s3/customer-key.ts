import { createHash } from 'node:crypto';
import type { Encryption } from './encryption.ts';
import { accessDenied, invalidArgument, invalidRequest, s3Error } from './errors.ts';

/** A key that the customer sends along with every request. */
export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
}

const SSE = 'x-amz-server-side-encryption';

/** Throws unless the key that comes along is the one by which an object was stored. */
export function demandSameKey(encryption: Encryption, input: CustomerKeyInput): void {
  const md5 = customerKey(input);
  if (encryption.algorithm !== 'SSE-C') {
    if (md5 === undefined) return;
    throw invalidRequest('The encryption parameters are not applicable to this object.');
  }
  if (md5 === undefined) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  }
  if (md5 !== encryption.customerKeyMd5) throw accessDenied();
}

/** Throws unless a part comes with the key that its upload began with. */
export function demandPartsKey(encryption: Encryption, input: CustomerKeyInput): void {
  const md5 = customerKey(input);
  if (md5 === encryption.customerKeyMd5) return;
  if (md5 === undefined) {
    throw invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    );
  }
  throw invalidRequest(
    encryption.customerKeyMd5 === undefined
      ? 'The multipart upload initiate did not request encryption. Please resend the request without sending encryption parameters.'
      : 'The provided encryption parameters did not match the ones used originally.',
  );
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
  if (SSECustomerKeyMD5 === undefined) {
    throw faulty(
      'Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.',
    );
  }
  const md5 = createHash('md5').update(key).digest('base64');
  if (SSECustomerKeyMD5 !== md5)
    throw faulty(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      `${SSE}-customer-key-MD5`,
    );
  return md5;
}

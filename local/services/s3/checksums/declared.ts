import type { HttpExchange } from '../../../kernel/index.ts';
import { invalidRequest, s3Error } from '../errors.ts';
import { CHECKSUM_ALGORITHMS, CHECKSUM_BYTES, isChecksumAlgorithm } from './algorithms.ts';
import type { ChecksumAlgorithm } from './algorithms.ts';

/** The members of inputs and outputs that carry checksums. */
export interface ChecksumMembers {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
}

/** An input that may say a checksum of its body. */
export interface ChecksumInput extends ChecksumMembers {
  readonly ChecksumAlgorithm?: string;
  readonly ContentMD5?: string;
}

/** What a client says of its body: the algorithm, and the value unless that follows as a trailer. */
export interface DeclaredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | undefined;
}

const MALFORMED_ALGORITHM =
  'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]';

/** The member of an algorithm, such as `ChecksumCRC32`. */
export function checksumMember(algorithm: ChecksumAlgorithm): keyof ChecksumMembers {
  return `Checksum${algorithm}`;
}

/** Reads what the client declares, or undefined. Throws InvalidRequest where that is contradictory. */
export function declaredChecksum(
  input: ChecksumInput,
  http?: HttpExchange,
): DeclaredChecksum | undefined {
  const given = CHECKSUM_ALGORITHMS.filter((name) => input[checksumMember(name)] !== undefined);
  if (given.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  if (given[0]) {
    demandSame(input.ChecksumAlgorithm, given[0], http);
    return { algorithm: given[0], value: wellFormed(given[0], input) };
  }
  const trailer = trailerAlgorithm(http);
  if (trailer) return { algorithm: trailer, value: undefined };
  if (input.ChecksumAlgorithm === undefined) return undefined;
  if (!isChecksumAlgorithm(input.ChecksumAlgorithm)) throw invalidRequest(MALFORMED_ALGORITHM);
  if (!http) return { algorithm: input.ChecksumAlgorithm, value: undefined };
  throw invalidRequest(
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  );
}

/** Throws BadDigest unless the body has the checksum that was declared, in a header or a trailer. */
export function verifyDeclared(
  declared: DeclaredChecksum | undefined,
  computed: Partial<Record<ChecksumAlgorithm, string>>,
  http?: HttpExchange,
): void {
  if (!declared) return;
  const { algorithm } = declared;
  const trailer = http?.trailers?.get(`x-amz-checksum-${algorithm.toLowerCase()}`);
  const expected = declared.value ?? trailer;
  if (expected !== undefined && expected !== computed[algorithm])
    throw s3Error(
      'BadDigest',
      `The ${algorithm} you specified did not match the calculated checksum.`,
    );
}

/** Throws InvalidDigest or BadDigest unless Content-MD5 is the body's. */
export function verifyContentMd5(contentMd5: string | undefined, md5: string): void {
  if (contentMd5 === undefined) return;
  const given = Buffer.from(contentMd5, 'base64');
  if (given.length !== 16) {
    throw s3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, {
      'Content-MD5': contentMd5,
    });
  }
  if (given.toString('hex') !== md5) {
    throw s3Error(
      'BadDigest',
      'The Content-MD5 you specified did not match what we received.',
      400,
      {
        ExpectedDigest: contentMd5,
        CalculatedDigest: Buffer.from(md5, 'hex').toString('base64'),
      },
    );
  }
}

/** The value that comes is that of the algorithm that is named; CopyObject names that of the copy alone. */
function demandSame(
  named: string | undefined,
  given: ChecksumAlgorithm,
  http: HttpExchange | undefined,
): void {
  const header = http?.request.headers['x-amz-sdk-checksum-algorithm'];
  if (named === undefined || header === undefined || named === given) return;
  throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
}

function wellFormed(algorithm: ChecksumAlgorithm, input: ChecksumMembers): string {
  const value = input[checksumMember(algorithm)] ?? '';
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== CHECKSUM_BYTES[algorithm] || bytes.toString('base64') !== value) {
    throw invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  }
  return value;
}

function trailerAlgorithm(http: HttpExchange | undefined): ChecksumAlgorithm | undefined {
  const name = /^x-amz-checksum-(\w+)$/i
    .exec(String(http?.request.headers['x-amz-trailer'] ?? ''))?.[1]
    ?.toUpperCase();
  return isChecksumAlgorithm(name) ? name : undefined;
}

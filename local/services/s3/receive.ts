import type { ActionContext, HttpExchange } from '../../kernel/index.ts';
import { discard, storeBody } from './bodies.ts';
import type { BodySource, StoredBody } from './bodies.ts';
import type { ChecksumAlgorithm } from './checksums/algorithms.ts';
import { declaredChecksum, verifyContentMd5, verifyDeclared } from './checksums/declared.ts';
import type { ChecksumInput } from './checksums/declared.ts';
import { s3Error } from './errors.ts';

/** A body that came in and is what its sender said of it. */
export interface ReceivedBody {
  readonly body: StoredBody;
  readonly algorithm: ChecksumAlgorithm;
  /** Base64. */
  readonly checksum: string;
}

/**
 * Keeps a body as it streams in and compares it with everything its sender declared: checksums in
 * headers or trailers, Content-MD5, the signed hash, the length. What does not fit is dropped.
 */
export async function receiveBody(
  input: ChecksumInput & { readonly Body?: BodySource },
  { cloud, http }: Pick<ActionContext, 'cloud' | 'http'>,
  algorithm?: ChecksumAlgorithm,
): Promise<ReceivedBody> {
  demandLength(http);
  const declared = declaredChecksum(input, http);
  const kept = algorithm ?? declared?.algorithm ?? 'CRC64NVME';
  const signedHash = signedHashOf(http);
  const algorithms = new Set<ChecksumAlgorithm>([kept]);
  if (declared) algorithms.add(declared.algorithm);
  if (signedHash) algorithms.add('SHA256');
  const body = await storeBody(http?.body ?? input.Body, cloud, [...algorithms]);
  try {
    verifyLength(body.size, http);
    verifyHash(signedHash, body);
    verifyContentMd5(input.ContentMD5, body.md5);
    verifyDeclared(declared, body.checksums, http);
  } catch (error) {
    discard(body, cloud);
    throw error;
  }
  return { body, algorithm: kept, checksum: body.checksums[kept]! };
}

/** A body says how long it is, or comes in chunks. */
function demandLength(http: HttpExchange | undefined): void {
  const headers = http?.request.headers;
  if (!headers || headers['content-length'] !== undefined || headers['transfer-encoding']) return;
  throw s3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
}

function signedHashOf(http: HttpExchange | undefined): string | undefined {
  const header = String(http?.request.headers['x-amz-content-sha256'] ?? '');
  return /^[0-9a-f]{64}$/.test(header) ? header : undefined;
}

function verifyHash(signed: string | undefined, body: StoredBody): void {
  if (signed === undefined) return;
  const computed = Buffer.from(body.checksums.SHA256!, 'base64').toString('hex');
  if (computed === signed) return;
  throw s3Error(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    400,
    { ClientComputedContentSHA256: signed, S3ComputedContentSHA256: computed },
  );
}

function verifyLength(size: number, http: HttpExchange | undefined): void {
  const length = http?.request.headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== size) {
    throw s3Error(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  }
}

import { createHash } from 'node:crypto';
import type { HttpExchange } from '../../kernel/index.ts';
import { CHECKSUM_ALGORITHMS, newChecksum } from './checksums/algorithms.ts';
import { verifyContentMd5, verifyDeclared } from './checksums/declared.ts';
import { invalidRequest } from './errors.ts';

/** Operations whose body must come with a digest. Source: API reference, DeleteObjects. */
const DEMANDING = new Set(['DeleteObjects']);

/** Its checksum headers are those of the object that it makes, not of what it sends. */
const ABOUT_OBJECTS = new Set(['CompleteMultipartUpload']);

/** Throws unless a document is what its sender said of it, in Content-MD5 or in a checksum's header. */
export function verifyDocument(operation: string, http: HttpExchange | undefined): void {
  if (!http?.document) return;
  const { headers } = http.request;
  const given = CHECKSUM_ALGORITHMS.filter((name) => headerName(name) in headers);
  const contentMd5 = headers['content-md5']?.toString();
  const said = given.length > 0 || contentMd5 !== undefined || 'x-amz-trailer' in headers;
  if (!said && DEMANDING.has(operation)) {
    throw invalidRequest(
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  if (contentMd5 !== undefined)
    verifyContentMd5(contentMd5, createHash('md5').update(http.document).digest('hex'));
  if (ABOUT_OBJECTS.has(operation)) return;
  for (const algorithm of given) {
    const running = newChecksum(algorithm);
    running.update(http.document);
    const value = headers[headerName(algorithm)]?.toString();
    verifyDeclared({ algorithm, value }, { [algorithm]: running.digest().toString('base64') });
  }
}

function headerName(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

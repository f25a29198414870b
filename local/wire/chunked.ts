import type { IncomingMessage } from 'node:http';
import { AwsError } from '../errors.ts';

/** True when the body is framed by AWS's own chunked signing or trailer format. */
export function isAwsChunked(request: IncomingMessage): boolean {
  return (
    /aws-chunked/.test(String(request.headers['content-encoding'] ?? '')) ||
    String(request.headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  );
}

/**
 * Takes AWS's chunk frames off a body: `<hex size>[;chunk-signature=...]\r\n<bytes>\r\n` ...
 * `0\r\n<trailers>\r\n`. Trailers are put into `trailers` in lower case. Throws IncompleteBody when
 * the body ends early.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let pending: Buffer = Buffer.alloc(0);
  let left = 0;
  let part = 'size' as 'size' | 'bytes' | 'end-of-chunk' | 'trailers';
  for await (const chunk of source) {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    for (;;) {
      if (part === 'size') {
        const end = pending.indexOf('\r\n');
        if (end < 0) break;
        left = parseInt(pending.subarray(0, end).toString('latin1').split(';')[0]!, 16);
        pending = pending.subarray(end + 2);
        part = left === 0 ? 'trailers' : 'bytes';
      } else if (part === 'bytes') {
        if (pending.length === 0) break;
        const taken = pending.subarray(0, left);
        left -= taken.length;
        pending = pending.subarray(taken.length);
        yield taken;
        if (left === 0) part = 'end-of-chunk';
      } else if (part === 'end-of-chunk') {
        if (pending.length < 2) break;
        pending = pending.subarray(2);
        part = 'size';
      } else break;
    }
  }
  if (part !== 'trailers') {
    throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly', {
      status: 400,
    });
  }
  readTrailers(pending.toString('latin1'), trailers);
}

function readTrailers(text: string, trailers: Map<string, string>): void {
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ServingRequest, ServingResponse } from './application.ts';

const INTERNAL_ERROR = 500;

/**
 * Puts an application behind HTTP. Bodies are read up to a little more than `maxBytes`, then no
 * further.
 */
export function httpServer(
  application: (request: ServingRequest) => ServingResponse, maxBytes: number,
): Server {
  return createServer((incoming, outgoing) => {
    readBody(incoming, maxBytes + 1).then((body) => {
      send(outgoing, answer(application, requestOf(incoming, body)));
    }, (error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
}

function requestOf({ method, url, headers }: IncomingMessage, body: Buffer): ServingRequest {
  const path = (url ?? '/').split('?')[0]!;
  return {
    method: method ?? 'GET', path, contentType: headers['content-type'], accept: headers.accept,
    body,
  };
}

function answer(
  application: (request: ServingRequest) => ServingResponse, request: ServingRequest,
): ServingResponse {
  try {
    return application(request);
  } catch (error) {
    process.stderr.write(`ERROR:serve:${error instanceof Error ? error.stack : String(error)}\n`);
    const body = 'The server encountered an internal error and was unable to complete your request.';
    return { status: INTERNAL_ERROR, contentType: 'text/html; charset=utf-8', body };
  }
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (length < limit) {
      chunks.push(chunk);
      length += chunk.length;
    }
  }
  return Buffer.concat(chunks);
}

function send(outgoing: ServerResponse, { status, contentType, body }: ServingResponse): void {
  outgoing.writeHead(
    status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }
  );
  outgoing.end(body);
}

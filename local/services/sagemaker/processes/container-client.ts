import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** What a container answers. */
export interface ContainerAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A request to a container. */
export interface ContainerRequest {
  readonly port: number;
  readonly path: '/ping' | '/invocations';
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Real milliseconds until it is given up. */
  readonly timeout: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Sends a request with exactly the headers that are given. Rejects when there is no answer in time.
 */
export function askContainer(request: ContainerRequest): Promise<ContainerAnswer> {
  return send(request, agent);
}

function send(request: ContainerRequest, by: Agent | false): Promise<ContainerAnswer> {
  const { port, path, method, headers = {}, body, timeout } = request;
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      host: '127.0.0.1',
      port,
      path,
      method,
      agent: by,
      signal: AbortSignal.timeout(timeout),
      headers: { ...headers, ...(body ? { 'Content-Length': String(body.length) } : {}) },
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The container closed a connection that was kept: it never saw the request.
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(send(request, false));
      else reject(error);
    });
    sent.once('response', (response) => collect(response).then(resolve, reject));
    sent.end(body);
  });
}

async function collect(response: IncomingMessage): Promise<ContainerAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks),
  };
}

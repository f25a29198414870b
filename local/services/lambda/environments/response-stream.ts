import { once } from 'node:events';
import { Writable } from 'node:stream';

/** Type of answers that begin with JSON about the HTTP response, then eight bytes of zero. */
export const HTTP_RESPONSE = 'application/vnd.awslambda.http-integration-response';

/** What a streaming handler writes its answer to. It is kept until it ends. */
export class ResponseStream extends Writable {
  /** Type of the answer. */
  public contentType = 'application/octet-stream';
  private readonly chunks: Buffer[] = [];

  /** Says of which type the answer is. */
  public setContentType(type: string): void {
    this.contentType = type;
  }

  public override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  /** All that was written, once the handler has ended the stream. */
  public async content(): Promise<Buffer> {
    if (!this.writableFinished) await once(this, 'finish');
    return Buffer.concat(this.chunks);
  }
}

type StreamingHandler = (event: unknown, stream: ResponseStream, context: object) => unknown;

/** By this symbol the runtime's own client knows a streaming handler. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * The global object of Node.js runtimes. Source: Lambda developer guide,
 * configuration-response-streaming.
 */
export const awslambda = {
  streamifyResponse: (handler: StreamingHandler): StreamingHandler =>
    Object.assign(handler, { [STREAMING]: 'response' }),
  HttpResponseStream: {
    from: (stream: ResponseStream, metadata: object): ResponseStream => {
      stream.setContentType(HTTP_RESPONSE);
      stream.write(Buffer.concat([Buffer.from(JSON.stringify(metadata)), Buffer.alloc(8)]));
      return stream;
    },
  },
};

/** Whether a handler writes its answer to a stream. */
export function isStreaming(handler: unknown): handler is StreamingHandler {
  return typeof handler === 'function' && STREAMING in handler;
}

import { HEAD_BYTES } from './file-format.ts';

/** Pieces of a file whose first bytes can be seen before. */
export class Headed implements AsyncIterable<Uint8Array> {
  private readonly rest: AsyncIterator<Uint8Array>;
  private readonly first: Uint8Array[] = [];

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.rest = pieces[Symbol.asyncIterator]();
  }

  /** The first bytes, fewer than `HEAD_BYTES` only where the file has not more. */
  public async head(): Promise<Uint8Array> {
    for (let size = 0; size < HEAD_BYTES;) {
      const next = await this.rest.next();
      if (next.done === true) break;
      this.first.push(next.value);
      size += next.value.length;
    }
    const head = new Uint8Array(this.first.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.first) {
      head.set(piece, at);
      at += piece.length;
    }
    return head.subarray(0, HEAD_BYTES);
  }

  /** Reads no more. */
  public async close(): Promise<void> {
    await this.rest.return?.();
  }

  public async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    yield* this.first;
    try {
      for (;;) {
        const next = await this.rest.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await this.close();
    }
  }
}

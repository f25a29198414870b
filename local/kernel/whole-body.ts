/** A body that is there as a whole: read like a stream, or sent at once. */
export class WholeBody implements AsyncIterable<Uint8Array> {
  constructor(public readonly bytes: Uint8Array) {}

  public async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    yield this.bytes;
  }
}

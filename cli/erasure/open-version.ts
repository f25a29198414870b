import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { GetObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { RangeSource } from '../../domain/parquet/parquet-file.ts';
import type { StoredFile } from '../../domain/erasure/rewriting.ts';
import { ByteSink } from '../../domain/tabular/byte-sink.ts';

interface Opened {
  readonly client: Pick<S3Client, 'send'>;
  readonly object: GetObjectCommandInput;
  readonly size: number;
}

/** A version of an object that may be larger than memory, unpacked. */
export class OpenVersion implements StoredFile {
  private constructor(
    private readonly opened: Opened,
    /** Is it packed by gzip? */
    public readonly isGzip: boolean,
  ) {}

  /** Looks at the first bytes. */
  public static async of(opened: Opened): Promise<OpenVersion> {
    const [first, second] = opened.size < 2 ? [] : await storedRanges(opened).read(0, 2);
    return new OpenVersion(opened, first === 0x1f && second === 0x8b);
  }

  /** All bytes, unpacked; each time from S3. */
  public async *chunks(): AsyncIterable<Uint8Array> {
    const { client, object } = this.opened;
    const { Body } = await client.send(new GetObjectCommand(object));
    // In Node.js, the SDK gives what Node.js reads from.
    const stream = Body as Readable;
    for await (const chunk of this.isGzip ? stream.pipe(createGunzip()) : stream) {
      yield chunk as Uint8Array;
    }
  }

  /** The bytes, unpacked: what is packed is read whole, since it cannot be read from its middle. */
  public async ranges(): Promise<RangeSource> {
    if (!this.isGzip) return storedRanges(this.opened);
    const sink = new ByteSink();
    for await (const chunk of this.chunks()) sink.all(chunk);
    const bytes = sink.bytes();
    return {
      size: bytes.length,
      read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
    };
  }
}

/** The bytes as they are stored. */
function storedRanges({ client, object, size }: Opened): RangeSource {
  return {
    size,
    read: async (from, to) => {
      if (from === to) return new Uint8Array();
      const Range = `bytes=${from}-${to - 1}`;
      const { Body } = await client.send(new GetObjectCommand({ ...object, Range }));
      return await Body!.transformToByteArray();
    },
  };
}

/** Bytes as gzip. */
export async function* packedOf(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of Readable.from(body).pipe(createGzip())) yield chunk as Uint8Array;
}

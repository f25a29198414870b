import { gunzipSync } from 'node:zlib';
import { inMemory } from '../../../domain/parquet/in-memory.ts';
import type { ObjectRange, ObjectStore, ObjectStream, ObjectWriter } from '../../../domain/ports.ts';

/** A bucket in memory. */
export class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, Uint8Array>();
  reads = 0;
  lists = 0;
  writes = 0;

  async find(key: string): Promise<Uint8Array | null> {
    this.reads += 1;
    const bytes = this.objects.get(key);
    return bytes === undefined ? null : unpacked(bytes);
  }

  async open(key: string): Promise<ObjectStream | null> {
    this.reads += 1;
    const bytes = this.objects.get(key);
    return bytes === undefined ? null : {
      size: bytes.length, chunks: pieces(bytes), ranges: inMemory(bytes), close: () => {},
    };
  }

  async *range(key: string, { from, to }: ObjectRange): AsyncIterable<Uint8Array> {
    this.reads += 1;
    yield* pieces(this.objects.get(key)!.subarray(from, to));
  }

  async copy(from: string, to: string): Promise<void> {
    this.put(to, this.objects.get(from)!);
  }

  async write(key: string, body: string | Uint8Array): Promise<void> {
    this.writes += 1;
    this.put(key, body);
  }

  create(key: string): ObjectWriter {
    const pieces: Uint8Array[] = [];
    return {
      write: async (bytes) => {
        pieces.push(bytes);
      },
      end: async () => this.write(key, Buffer.concat(pieces)),
      abort: async () => {
        pieces.length = 0;
      },
    };
  }

  async remove(key: string): Promise<void> {
    this.objects.delete(key);
  }

  async list(prefix: string, after = ''): Promise<readonly string[]> {
    this.lists += 1;
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  }

  /** Puts an object without counting it as a write. */
  put(key: string, body: string | Uint8Array): void {
    this.objects.set(key, typeof body === 'string' ? new TextEncoder().encode(body) : body);
  }

  /** The text of an object; empty when there is none. */
  text(key: string): string {
    return new TextDecoder().decode(this.objects.get(key));
  }

  /** The JSON of an object. */
  json(key: string): unknown {
    return JSON.parse(this.text(key));
  }
}

function unpacked(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** Uneven pieces, so that everything crosses their borders once. */
async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const all = unpacked(bytes);
  const size = 4093;
  for (let from = 0; from < all.length; from += size) yield all.subarray(from, from + size);
}

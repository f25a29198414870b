import {
  CountedState,
  LocatedPieces,
  PieceRecord,
  Survey,
  UploadPlan,
} from '../../../domain/contract/pieces/upload-plan.ts';
import { workKeys } from '../../../domain/registry/object-keys.ts';
import { LambdaError } from '../../errors.ts';
import { readJson, writeJson } from '../s3-store.ts';
import type { UploadName } from '../../../domain/contract/pieces/upload-plan.ts';
import type { RangeSource } from '../../../domain/parquet/parquet-file.ts';
import type { ObjectStore } from '../../../domain/ports.ts';

const AT_ONCE = 16;

/**
 * What steps tell each other of an upload that is judged in pieces: JSON below one prefix, under keys that
 * follow from the upload and the piece, so that a step that is done again writes the same again.
 */
export class Work {
  public readonly keys: ReturnType<typeof workKeys>;

  constructor(
    private readonly lake: ObjectStore,
    { model, uploadId }: UploadName,
  ) {
    this.keys = workKeys(model, uploadId);
  }

  public async plan(): Promise<UploadPlan> {
    return UploadPlan.parse(await readJson(this.lake, this.keys.plan));
  }

  public async located(): Promise<LocatedPieces> {
    return LocatedPieces.parse(await readJson(this.lake, this.keys.located));
  }

  public async counted(): Promise<CountedState> {
    return CountedState.parse(await readJson(this.lake, this.keys.counted));
  }

  public async piece(index: number): Promise<PieceRecord> {
    return PieceRecord.parse(await readJson(this.lake, this.keys.verdict(index)));
  }

  public async survey(index: number): Promise<Survey> {
    return Survey.parse(await readJson(this.lake, this.keys.survey(index)));
  }

  public async write(key: string, value: object): Promise<void> {
    await writeJson(this.lake, key, value);
  }
}

/** Does something for each number below a count, some at once; answers in the order of the numbers. */
export async function each<T>(
  count: number,
  work: (index: number) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, count - from) },
      (_, index) => from + index,
    );
    done.push(...(await Promise.all(some.map(work))));
  }
  return done;
}

/** An upload as its plan names it, to be read in any order. */
export function rangesOf(landing: ObjectStore, { upload }: UploadPlan): RangeSource {
  const { key, versionId, size } = upload;
  return {
    size,
    read: async (from, to) => await bytesOf(landing.range(key, { versionId, from, to })),
  };
}

/** An object just as it is stored: hashes may begin as gzip does. @throws LambdaError `ObjectMissing` */
export async function storedBytes(store: ObjectStore, key: string): Promise<Uint8Array> {
  const object = await store.open(key);
  if (object === null)
    throw new LambdaError('ObjectMissing', `judge the upload again: '${key}' is gone`);
  object.close();
  return await object.ranges.read(0, object.size);
}

/** All bytes of a stream. */
export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return Buffer.concat(pieces);
}

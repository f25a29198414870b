import { LambdaError } from '../errors.ts';
import { each } from '../shared/pieces/work.ts';
import type { ObjectStore, ObjectWriter } from '../../domain/ports.ts';

const nothing = (): Promise<void> => Promise.resolve();

/** Rows that are written already, and only have to be copied to where they count. */
export function acceptedWriter(
  lake: ObjectStore,
  moves: readonly (readonly [from: string, to: string])[],
): ObjectWriter {
  return {
    write: nothing,
    end: async () => void (await each(moves.length, (index) => lake.copy(...moves[index]!))),
    abort: nothing,
  };
}

/** Refused rows of pieces, put behind each other in one object. */
export function quarantineWriter(
  lake: ObjectStore,
  pieces: readonly string[],
  key: string,
): ObjectWriter {
  return {
    write: nothing,
    end: async () => {
      const writer = lake.create(key);
      for (const piece of pieces) {
        const stream = await lake.open(piece);
        if (stream === null)
          throw new LambdaError('ObjectMissing', `judge the upload again: '${piece}' is gone`);
        for await (const chunk of stream.chunks) await writer.write(chunk);
      }
      await writer.end();
    },
    abort: nothing,
  };
}

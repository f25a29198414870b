import { decodeUtf8 } from '../../domain/tabular/utf8.ts';
import { Capture } from '../../domain/monitoring/capture.ts';
import type { ObjectStore } from '../../domain/ports.ts';

const AT_ONCE = 16;

/** Reads objects of captures, each request once even where it was written twice. */
export async function readCaptures(lake: ObjectStore, keys: readonly string[]): Promise<readonly Capture[]> {
  const captures = new Map<string, Capture>();
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const objects = await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => lake.find(key)));
    for (const capture of objects.flatMap((bytes) => lines(bytes))) {
      captures.set(capture.inferenceId, Capture.parse(capture));
    }
  }
  return [...captures.values()];
}

function lines(bytes: Uint8Array | null): Capture[] {
  if (bytes === null) return [];
  return decodeUtf8(bytes).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Capture);
}

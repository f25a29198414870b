import { ROWS, listsOf } from '../../domain/contract/pieces/judge-piece.ts';
import {
  RUN_INDEX_BYTES,
  hashesIn,
  metBefore,
  rangeOfShare,
} from '../../domain/hashing/hash-run.ts';
import { SeenHashes } from '../../domain/hashing/seen-hashes.ts';
import { Work, bytesOf } from '../shared/pieces/work.ts';
import { s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { comparePieces } from './contract.ts';
import type * as z from 'zod';
import type { HashShare } from '../../domain/hashing/hash-run.ts';
import type { ObjectStore } from '../../domain/ports.ts';

type Comparison = z.output<typeof comparePieces.input>;

/** Compares pieces, one share of all hashes in memory. Done again, it finds the same. */
export async function compare(
  input: Comparison,
  { lake }: { readonly lake: ObjectStore },
): Promise<z.output<typeof comparePieces.output>> {
  const work = new Work(lake, input);
  const [{ contract }, { count }] = await Promise.all([work.plan(), work.counted()]);
  const { share, what } = input;
  let met = 0;
  for (const list of what === 'rows' ? [ROWS] : listsOf(contract).unique) {
    const seen = new SeenHashes();
    for (let piece = 0; piece < count; piece += 1) {
      const found = metBefore(await readShare(lake, work.keys.hashes(list, piece), input), seen);
      met += hashesIn(found);
      if (found.length > 0 && what === 'values')
        await lake.write(work.keys.met(list, piece, share), found);
    }
  }
  if (what === 'rows') await work.write(work.keys.repeated(share), { rows: met });
  return { met: met > 0 };
}

async function readShare(lake: ObjectStore, key: string, share: HashShare): Promise<Uint8Array> {
  const index = await bytesOf(lake.range(key, { from: 0, to: RUN_INDEX_BYTES }));
  const [from, to] = rangeOfShare(index, share);
  return await bytesOf(lake.range(key, { from, to }));
}

export const handler = serve(comparePieces, (env) => ({ lake: s3Store(env.LAKE_BUCKET) }), compare);

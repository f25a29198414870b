import { judgePiece, listsOf } from '../../domain/contract/pieces/judge-piece.ts';
import { hashRun } from '../../domain/hashing/hash-run.ts';
import { storedProfile } from '../../domain/profile/stored-profile.ts';
import { PassingRows } from '../shared/admission/passing-rows.ts';
import { Work, rangesOf, storedBytes } from '../shared/pieces/work.ts';
import { s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { judgePieces } from './contract.ts';
import type * as z from 'zod';
import type { SentFile } from '../../domain/contract/judge-file.ts';
import type { FilePiece } from '../../domain/contract/pieces/locate-pieces.ts';
import type { UploadPlan } from '../../domain/contract/pieces/upload-plan.ts';
import type { ObjectStore } from '../../domain/ports.ts';

/** What judging needs of the world. */
export interface JudgingPorts {
  readonly landing: ObjectStore;
  readonly lake: ObjectStore;
}

/** Judges a piece. Done again, it comes to the same. */
export async function judge(
  { piece, again, ...name }: z.output<typeof judgePieces.input>,
  { landing, lake }: JudgingPorts,
): Promise<z.output<typeof judgePieces.output>> {
  const work = new Work(lake, name);
  const [plan, { pieces }] = await Promise.all([work.plan(), work.located()]);
  const seen = again ? await seenBefore(work, { piece, plan, lake }) : {};
  if (seen === null || plan.layout === null) return { piece };
  const { keys } = work;
  const writers = {
    accepted: lake.create(keys.accepted(piece)),
    quarantine: lake.create(keys.quarantine(piece)),
  };
  const passing = new PassingRows(plan.contract, writers);
  const { verdict, hashes } = await judgePiece(fileOf(landing, plan, pieces[piece]!), {
    contract: plan.contract,
    now: new Date(plan.now),
    layout: plan.layout,
    piece: pieces[piece]!,
    sinks: passing.sinks,
    settle: passing.settle,
    ...seen,
  });
  const profile = storedProfile(await passing.end());
  await Promise.all([
    verdict.tally.accepted > 0 ? writers.accepted.end() : writers.accepted.abort(),
    passing.hasRefused ? writers.quarantine.end() : writers.quarantine.abort(),
    work.write(keys.profile(piece), profile),
    ...[...hashes].map(([list, all]) => lake.write(keys.hashes(list, piece), hashRun(all))),
  ]);
  const sizes = Object.fromEntries([...hashes].map(([list, { size }]) => [list, size]));
  await work.write(keys.verdict(piece), {
    verdict,
    hasQuarantine: passing.hasRefused,
    hashes: sizes,
  });
  return { piece };
}

/** What of a piece depends on those before it; null where nothing does. */
async function seenBefore(
  work: Work,
  {
    piece,
    plan,
    lake,
  }: {
    readonly piece: number;
    readonly plan: UploadPlan;
    readonly lake: ObjectStore;
  },
) {
  const { count, most } = await work.counted();
  const before = new Map<string, Uint8Array[]>();
  for (const list of listsOf(plan.contract).unique) {
    const found = await lake.list(work.keys.metOf(list, piece));
    before.set(list, await Promise.all(found.map((key) => storedBytes(lake, key))));
  }
  const isCut = most !== null && piece === count - 1;
  if (!isCut && [...before.values()].every((runs) => runs.length === 0)) return null;
  return { before, most: isCut ? most : undefined };
}

/** The bytes of a piece; of Parquet, the file. */
function fileOf(landing: ObjectStore, plan: UploadPlan, piece: FilePiece): SentFile {
  const { key, versionId } = plan.upload;
  const [from, to] = 'start' in piece ? [piece.start, piece.end] : [0, 0];
  return { chunks: landing.range(key, { versionId, from, to }), ranges: rangesOf(landing, plan) };
}

export const handler = serve(
  judgePieces,
  (env) => ({
    landing: s3Store(env.LANDING_BUCKET),
    lake: s3Store(env.LAKE_BUCKET),
  }),
  judge,
);

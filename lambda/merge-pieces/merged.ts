import * as z from 'zod';
import { PieceMerger } from '../../domain/contract/pieces/merge-pieces.ts';
import { StoredProfile } from '../../domain/profile/stored-profile.ts';
import { each } from '../shared/pieces/work.ts';
import { readJson } from '../shared/s3-store.ts';
import type {
  CountedState,
  LocatedPieces,
  UploadPlan,
} from '../../domain/contract/pieces/upload-plan.ts';
import type { ObjectStore } from '../../domain/ports.ts';
import type { AcceptedRecord } from '../../domain/registry/records.ts';
import type { ReadUpload } from '../shared/admission/read-upload.ts';
import type { Work } from '../shared/pieces/work.ts';

/** An upload whose pieces were merged. */
export interface Merged {
  readonly read: ReadUpload;
  /** Pieces that have accepted rows. */
  readonly accepted: NonNullable<AcceptedRecord['pieces']>;
  /** Pieces that have refused rows. */
  readonly quarantined: readonly number[];
}

const Repeated = z.object({ rows: z.int() });

/** Merges what pieces came to, one after the other. */
export async function merged(plan: UploadPlan, work: Work, lake: ObjectStore): Promise<Merged> {
  const { counted, located } = await progressOf(plan, work);
  const merger = new PieceMerger(plan.contract);
  const accepted: { piece: number; rows: number; span: { from: number; to: number } | null }[] = [];
  const quarantined: number[] = [];
  for (let piece = 0; piece < counted.count; piece += 1) {
    const [{ verdict, hasQuarantine }, profile] = await Promise.all([
      work.piece(piece),
      readJson(lake, work.keys.profile(piece)),
    ]);
    merger.take(verdict, StoredProfile.parse(profile));
    const { accepted: rows, span } = verdict.tally;
    if (rows > 0) accepted.push({ piece, rows, span });
    if (hasQuarantine) quarantined.push(piece);
  }
  const repeated = await each(
    counted.rowShares,
    async (share) => Repeated.parse(await readJson(lake, work.keys.repeated(share))).rows,
  );
  const verdict = merger.verdict({
    layout: plan.layout ?? undefined,
    now: new Date(plan.now),
    repeated: repeated.reduce((sum, rows) => sum + rows, 0),
    fault: plan.fault ?? counted.fault ?? undefined,
  });
  const { profiles } = merger;
  const read = { verdict, profiles, hasQuarantine: quarantined.length > 0, sha256: located.sha256 };
  return { read, accepted, quarantined };
}

const NOTHING: { readonly counted: CountedState; readonly located: LocatedPieces } = {
  counted: { count: 0, most: null, fault: null, valueShares: 0, rowShares: 0 },
  located: { pieces: [], sha256: '' },
};

/** How far steps have come: a file that cannot be read has no pieces. */
async function progressOf({ layout }: UploadPlan, work: Work): Promise<typeof NOTHING> {
  if (layout === null || layout.names === null) return NOTHING;
  const located = await work.located();
  return located.pieces.length === 0
    ? { ...NOTHING, located }
    : { located, counted: await work.counted() };
}

import { faultOf } from '../../domain/contract/file-fault.ts';
import { contentHashOf } from '../../domain/contract/pieces/content-hash.ts';
import { readLayout } from '../../domain/contract/pieces/file-layout.ts';
import { ROWS, listsOf } from '../../domain/contract/pieces/judge-piece.ts';
import { locateGroups, locateRows } from '../../domain/contract/pieces/locate-pieces.ts';
import { countedPieces } from '../../domain/contract/pieces/merge-pieces.ts';
import { sharesFor } from '../../domain/hashing/hash-run.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { Work, each, rangesOf } from '../shared/pieces/work.ts';
import { s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { planPieces } from './contract.ts';
import type * as z from 'zod';
import type { FileLayout } from '../../domain/contract/pieces/file-layout.ts';
import type {
  LargeUpload,
  PieceRecord,
  UploadName,
  UploadPlan,
} from '../../domain/contract/pieces/upload-plan.ts';
import type { Clock, ObjectStore, Registry } from '../../domain/ports.ts';

/** What planning needs of the world. */
export interface PlanningPorts {
  readonly registry: Registry;
  readonly landing: ObjectStore;
  readonly lake: ObjectStore;
  readonly clock: Clock;
}

type Planned = z.output<typeof planPieces.output>;

/** Plans a step. */
export async function planStep(
  input: z.output<typeof planPieces.input>,
  ports: PlanningPorts,
): Promise<Planned> {
  switch (input.step) {
    case 'open':
      return await open(input.upload, ports);
    case 'locate':
      return await locate(input, ports);
    default:
      return await count(input, ports);
  }
}

/** Pins the contract and reads the beginning. A file that cannot be read has no pieces. */
async function open(
  upload: LargeUpload,
  { registry, landing, lake, clock }: PlanningPorts,
): Promise<Planned> {
  const { model, size, pieceBytes } = upload;
  const [{ definition, hash }] = await readModel(registry, model);
  const { contract } = definition;
  const pinned = { upload, contract, contractHash: hash, now: clock.now().toISOString() };
  const plan: UploadPlan = {
    ...pinned,
    ...(await beginning({ ...pinned, layout: null, fault: null }, landing)),
  };
  const work = new Work(lake, upload);
  await work.write(work.keys.plan, plan);
  const { layout } = plan;
  return planned(layout === null || layout.names === null ? 0 : Math.ceil(size / pieceBytes));
}

async function beginning(
  plan: UploadPlan,
  landing: ObjectStore,
): Promise<Pick<UploadPlan, 'layout' | 'fault'>> {
  const {
    upload: { key, versionId, size },
    contract,
  } = plan;
  const { bytes } = contract.limits;
  if (size > bytes) {
    return {
      layout: null,
      fault: { code: 'TooLarge', reason: `split the file: it has more than ${bytes} bytes` },
    };
  }
  let layout: FileLayout | null = null;
  const chunks = landing.range(key, { versionId, from: 0, to: size });
  const fault = await faultOf(async () => {
    layout = await readLayout({ chunks, ranges: rangesOf(landing, plan) }, contract);
  });
  return { layout, fault: fault ?? null };
}

/** Puts surveys behind each other: then it is known where rows begin, and on which line. */
async function locate(name: UploadName, { lake }: PlanningPorts): Promise<Planned> {
  const work = new Work(lake, name);
  const { upload, layout } = await work.plan();
  const surveys = await each(Math.ceil(upload.size / upload.pieceBytes), (index) =>
    work.survey(index),
  );
  const pieces =
    layout?.format === 'parquet'
      ? locateGroups(layout, upload)
      : locateRows(
          surveys.map(({ rows }) => rows),
          upload,
        );
  const sha256 = contentHashOf(
    surveys.map((survey) => survey.sha256),
    upload.pieceBytes,
  );
  await work.write(work.keys.located, { pieces, sha256 });
  return planned(pieces.length);
}

/** Finds which pieces count, and whether they have to be compared. */
async function count(name: UploadName, { lake }: PlanningPorts): Promise<Planned> {
  const work = new Work(lake, name);
  const [{ contract, layout }, { pieces }] = await Promise.all([work.plan(), work.located()]);
  const judged = await each(pieces.length, async (index) => extentOf(await work.piece(index)));
  const counted = countedPieces(judged, contract, { format: layout?.format ?? 'csv' });
  const lists = listsOf(contract);
  const sum = (list: string): number =>
    judged.slice(0, counted.count).reduce((all, { hashes }) => all + (hashes[list] ?? 0), 0);
  const isOne = counted.count < 2;
  const state = {
    count: counted.count,
    most: counted.most ?? null,
    fault: counted.fault ?? null,
    valueShares:
      isOne || lists.unique.length === 0 ? 0 : sharesFor(Math.max(...lists.unique.map(sum))),
    rowShares: isOne || !lists.rows ? 0 : sharesFor(sum(ROWS)),
  };
  await work.write(work.keys.counted, state);
  return {
    pieces: state.count,
    valueShares: state.valueShares,
    rowShares: state.rowShares,
    again: state.most !== null,
  };
}

/** Of a piece, what is needed here: tallies of hundreds of pieces need not be in memory together. */
function extentOf({ verdict: { tally, fault }, hashes }: PieceRecord) {
  return { rows: tally.accepted + tally.refused, fault, hashes };
}

function planned(pieces: number): Planned {
  return { pieces, valueShares: 0, rowShares: 0, again: false };
}

export const handler = serve(
  planPieces,
  (env) => ({
    registry: dynamoRegistry(env.REGISTRY_TABLE),
    landing: s3Store(env.LANDING_BUCKET),
    lake: s3Store(env.LAKE_BUCKET),
  }),
  planStep,
);

import { lakeKeys } from '../../domain/registry/object-keys.ts';
import { pieceText, sortKeys } from '../../domain/registry/keys.ts';
import { Counters } from '../../domain/registry/records.ts';
import { acceptedObjects } from '../../domain/registry/accepted-objects.ts';
import { announce } from '../shared/admission/announce.ts';
import { settleUpload } from '../shared/admission/settle-upload.ts';
import { keysOf, receiptOf, recordsOf } from '../shared/admission/upload-outcome.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { eventBus } from '../shared/event-bus.ts';
import { Work } from '../shared/pieces/work.ts';
import { s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { mergePieces } from './contract.ts';
import { acceptedWriter, quarantineWriter } from './gather.ts';
import { merged } from './merged.ts';
import type * as z from 'zod';
import type { UploadPlan } from '../../domain/contract/pieces/upload-plan.ts';
import type { EventBus, ObjectStore, Registry, Clock } from '../../domain/ports.ts';
import type { UploadTraces } from '../shared/admission/upload-outcome.ts';
import type { Merged } from './merged.ts';

/** What merging needs of the world. */
export interface MergingPorts {
  readonly registry: Registry;
  readonly landing: ObjectStore;
  readonly lake: ObjectStore;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** Settles an upload whose pieces were judged. Done again, it only says again what was found. */
export async function merge(
  name: z.output<typeof mergePieces.input>,
  ports: MergingPorts,
): Promise<z.output<typeof mergePieces.output>> {
  const { lake, landing, registry, bus } = ports;
  const work = new Work(lake, name);
  const plan = await work.plan();
  const [all, [counters, before]] = await Promise.all([
    merged(plan, work, lake),
    registry.read(name.model, [sortKeys.counters, sortKeys.upload(name.uploadId)]),
  ]);
  const upload = { ...plan.upload, kind: 'data' as const };
  const keys = keysOf(upload, upload.time);
  const traces = tracesOf(plan, all);
  const objects = acceptedObjects(traces.accepted);
  const profiles = all.accepted.map(({ piece }) => profileKey(plan, piece));
  const moves = all.accepted.map(({ piece }, index) => ({
    rows: [work.keys.accepted(piece), objects[index]!.key] as const,
    profile: [work.keys.profile(piece), profiles[index]!] as const,
  }));
  const final = await settleUpload(ports, {
    traces,
    keys,
    file: upload.file,
    read: all.read,
    others: profiles,
    accepted: acceptedWriter(
      lake,
      moves.flatMap(({ rows, profile }) => [rows, profile]),
    ),
    quarantine: quarantineWriter(lake, all.quarantined.map(work.keys.quarantine), keys.quarantine),
  });
  const receipts = receiptOf(upload, {
    record: final,
    read: all.read,
    keys,
    contract: plan.contractHash,
    objects: final.status === 'accepted' ? objects.length : 0,
  });
  const isNew = before === null || before === undefined;
  const total = Counters.parse(counters ?? {}).acceptedRows + (isNew ? final.acceptedRows : 0);
  await Promise.all([
    ...receipts.map(([key, body]) => landing.write(key, body)),
    announce.record(bus, final, total),
  ]);
  const { status, reason, acceptedRows, refusedRows } = final;
  return { status, reason, acceptedRows, refusedRows };
}

/** Records like those of any upload, whose rows lie in an object for each piece. */
function tracesOf(plan: UploadPlan, { read, accepted: pieces }: Merged): UploadTraces {
  const upload = { ...plan.upload, kind: 'data' as const };
  const { model, uploadId, time } = upload;
  const now = new Date(plan.now);
  const key = lakeKeys.acceptedPieces(model, time.slice(0, 10), uploadId);
  const { record, accepted } = recordsOf(upload, { read, keys: keysOf(upload, time), now });
  return {
    record: { ...record, acceptedKey: record.acceptedKey === null ? null : key },
    accepted: { ...accepted, key, pieces: [...pieces] },
  };
}

/** Where what the rows of a piece are like is looked for: by the key of its rows. */
function profileKey({ upload: { model, uploadId } }: UploadPlan, piece: number): string {
  return lakeKeys.profile(model, `${uploadId}-${pieceText(piece)}`);
}

export const handler = serve(
  mergePieces,
  (env) => ({
    registry: dynamoRegistry(env.REGISTRY_TABLE),
    landing: s3Store(env.LANDING_BUCKET),
    lake: s3Store(env.LAKE_BUCKET),
    bus: eventBus(env.EVENT_BUS),
  }),
  merge,
);

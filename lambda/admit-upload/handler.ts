import { labelsContract } from '../../domain/contract/labels-contract.ts';
import { parseUploadKey, uploadIdOf } from '../../domain/contract/upload-key.ts';
import { readDefinitionRecord } from '../shared/definitions.ts';
import { eventBus } from '../shared/event-bus.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { stepFunctions } from '../shared/step-functions.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { Counters, UploadRecord, readIfThere } from '../../domain/registry/records.ts';
import { announce } from '../shared/admission/announce.ts';
import { admitUpload } from './contract.ts';
import { divide, divisible, wholeLimit } from './large-upload.ts';
import { openUpload, readUpload } from '../shared/admission/read-upload.ts';
import { settleUpload } from '../shared/admission/settle-upload.ts';
import { keysOf, outcomeOf, receiptOf, recordsOf } from '../shared/admission/upload-outcome.ts';
import type * as z from 'zod';
import type { Clock, EventBus, ObjectStore, Registry } from '../../domain/ports.ts';
import type { Executions } from '../shared/ports.ts';

/** What admission needs of the world. */
export interface AdmissionPorts {
  readonly registry: Registry;
  readonly landing: ObjectStore;
  readonly lake: ObjectStore;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly executions: Pick<Executions, 'start'>;
  readonly env: Pick<
    z.output<typeof admitUpload.env>, 'LARGE_UPLOADS_ARN' | 'LARGE_UPLOAD_BYTES' | 'PIECE_BYTES'
  >;
}

type Admission = z.output<typeof admitUpload.output>;

/**
 * Judges one upload. Delivered twice, the second time only says again what the first time found.
 */
export async function admit(
  event: z.output<typeof admitUpload.input>, ports: AdmissionPorts,
): Promise<Admission> {
  const { bucket, object } = event.detail;
  const uploadId = uploadIdOf(bucket.name, object.key, object['version-id'] ?? object.etag ?? event.time);
  const name = parseUploadKey(object.key);
  if (name === null) return await announce.oddKey(ports.bus, uploadId, object.key);
  const [[definition, before, counters], stream] = await Promise.all([
    ports.registry.read(name.model, [sortKeys.definition, sortKeys.upload(uploadId), sortKeys.counters]),
    openUpload(ports.landing, object.key, object['version-id']),
  ]);
  const upload = { ...name, uploadId, key: object.key };
  if (definition === null || definition === undefined) {
    stream?.close();
    return await announce.unknownModel(ports, upload);
  }
  const totals = Counters.parse(counters ?? {});
  const earlier = readIfThere(UploadRecord, before, `upload ${uploadId}`);
  if (earlier !== null) {
    stream?.close();
    await announce.record(ports.bus, earlier, totals.acceptedRows);
    return outcomeOf(earlier, 'repeated');
  }
  if (stream === null) return { ...outcomeOf(null, 'ignored'), uploadId, reason: 'the object is gone' };
  const { definition: model, hash } = readDefinitionRecord(definition, name.model);
  const contract = name.kind === 'data' ? model.contract : labelsContract(model);
  const largeFrom = ports.env.LARGE_UPLOAD_BYTES;
  const isLarge = await divisible(stream, { kind: name.kind, contract, largeFrom });
  if (isLarge) return await divide(ports, { upload: { ...upload, key: stream.key }, stream, event });
  const keys = keysOf(upload, event.time);
  const [accepted, quarantine] = [ports.lake.create(keys.accepted), ports.lake.create(keys.quarantine)];
  const read = await readUpload(stream, {
    contract, now: ports.clock.now(), accepted, quarantine,
    pieceBytes: ports.env.PIECE_BYTES, whole: wholeLimit(name.kind, contract),
  });
  const traces = recordsOf(upload, { read, keys, now: ports.clock.now() });
  const final = await settleUpload(ports, { traces, read, keys, accepted, quarantine, file: name.file });
  const receipts = receiptOf(upload, { record: final, read, keys, contract: hash });
  await Promise.all([
    ...receipts.map(([key, body]) => ports.landing.write(key, body)),
    announce.record(ports.bus, final, totals.acceptedRows + final.acceptedRows),
  ]);
  return outcomeOf(final, final.status);
}

export const handler = serve(admitUpload, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  landing: s3Store(env.LANDING_BUCKET),
  lake: s3Store(env.LAKE_BUCKET),
  bus: eventBus(env.EVENT_BUS),
  executions: stepFunctions(),
}), admit);

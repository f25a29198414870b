import { landingKeys } from '../../../domain/registry/object-keys.ts';
import { outcomeOf } from './upload-outcome.ts';
import type * as z from 'zod';
import type { Clock, EventBus, ObjectStore } from '../../../domain/ports.ts';
import type { UploadRecord } from '../../../domain/registry/records.ts';
import type { admitUpload } from '../../admit-upload/contract.ts';
import type { NamedUpload } from './upload-outcome.ts';

type Admission = z.output<typeof admitUpload.output>;

/** Where an uploader is told. */
interface Telling {
  readonly bus: EventBus;
  readonly landing: ObjectStore;
  readonly clock: Clock;
}

/** Puts on the bus what became of an upload. */
async function record(bus: EventBus, upload: UploadRecord, totalRows: number): Promise<void> {
  const { model, uploadId, kind, key, code, reason, acceptedRows, refusedRows, acceptedKey } = upload;
  if (acceptedKey === null) {
    await bus.put([{ type: 'Upload Refused', detail: { model, uploadId, kind, key, code, reason } }]);
  } else if (kind === 'labels') {
    await bus.put([{ type: 'Labels Admitted', detail: { model, uploadId, key: acceptedKey, acceptedRows } }]);
  } else {
    const detail = { model, uploadId, acceptedRows, refusedRows, totalRows };
    await bus.put([{ type: 'Data Admitted', detail }]);
  }
}

/** A key below `uploads/` that is no upload: nobody to write a receipt to. */
async function oddKey(bus: EventBus, uploadId: string, key: string): Promise<Admission> {
  const reason = 'name the key uploads/<model>/<data or labels>/<file>, without empty, . or .. folders';
  await bus.put([{ type: 'Upload Refused', detail: { model: '', uploadId, key, code: 'OddKey', reason } }]);
  return { ...outcomeOf(null, 'refused'), uploadId, reason };
}

/** A model that has no definition: a receipt, but no trace in the registry. */
async function unknownModel(
  { bus, landing, clock }: Telling, upload: NamedUpload,
): Promise<Admission> {
  const { model, uploadId, kind, key, file } = upload;
  const reason = `deploy the stack of model '${model}' first, or correct the name in the key`;
  const receipt = { status: 'refused', code: 'UnknownModel', reason, model, kind, key, uploadId, at: clock.now().toISOString() };
  await landing.write(landingKeys.receipt(model, kind, file), JSON.stringify(receipt, null, 2));
  await bus.put([{ type: 'Upload Refused', detail: { model, uploadId, kind, key, code: 'UnknownModel', reason } }]);
  return { ...outcomeOf(null, 'refused'), uploadId, reason };
}

/** The ways to tell the world about an upload. */
export const announce = { record, oddKey, unknownModel } as const;

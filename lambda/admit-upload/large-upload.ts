import { outcomeOf } from '../shared/admission/upload-outcome.ts';
import type * as z from 'zod';
import type { WholeFileLimit } from '../../domain/contract/judge-file.ts';
import type { LargeUpload } from '../../domain/contract/pieces/upload-plan.ts';
import type { DataContract } from '../../domain/definition/data-contract.ts';
import type { UploadKind } from '../../domain/names.ts';
import type { ObjectStream } from '../../domain/ports.ts';
import type { NamedUpload } from '../shared/admission/upload-outcome.ts';
import type { admitUpload } from './contract.ts';
import type { AdmissionPorts } from './handler.ts';

/**
 * Bytes of one file that one function reads in its 15 minutes, whatever is in it: a sixth of what it was
 * measured to read (ADR 18).
 */
const WHOLE_BYTES = 4 * 2 ** 30;

/** What it depends on whether an upload is judged in pieces. */
export interface Divisibility {
  readonly kind: UploadKind;
  readonly contract: DataContract;
  /** Bytes from which on it is large. */
  readonly largeFrom: number;
}

/** Whether an upload is judged in pieces: a large one whose rows can be found from its middle on. */
export async function divisible(
  { size, ranges }: Pick<ObjectStream, 'size' | 'ranges'>,
  { kind, contract, largeFrom }: Divisibility,
): Promise<boolean> {
  if (size < largeFrom || kind === 'labels' || contract.encoding === 'utf-16') return false;
  const [first, second] = await ranges.read(0, 2);
  return first !== 0x1f || second !== 0x8b;
}

/** How much is read of an upload that is not judged in pieces, and what to do with one that has more. */
export function wholeLimit(kind: UploadKind, { encoding }: DataContract): WholeFileLimit {
  const most = `one function reads ${WHOLE_BYTES / 2 ** 30} GiB`;
  if (kind === 'labels')
    return { bytes: WHOLE_BYTES, advice: `send ground truth in several files: ${most}` };
  const advice =
    encoding === 'utf-16'
      ? `save the file as UTF-8, or send several: UTF-16 is not read from its middle, and ${most}`
      : `send the file unpacked, or in several: gzip cannot be read from its middle, and ${most}`;
  return { bytes: WHOLE_BYTES, advice };
}

/** Hands an upload over to those who judge it in pieces. Done twice, it is the same execution. */
export async function divide(
  { executions, env }: Pick<AdmissionPorts, 'executions' | 'env'>,
  {
    upload,
    stream,
    event,
  }: {
    readonly upload: NamedUpload;
    readonly stream: Pick<ObjectStream, 'size' | 'close'>;
    readonly event: z.output<typeof admitUpload.input>;
  },
): Promise<z.output<typeof admitUpload.output>> {
  stream.close();
  const { model, uploadId, key, file } = upload;
  const large: LargeUpload = {
    model,
    uploadId,
    key,
    file,
    versionId: event.detail.object['version-id'],
    time: event.time,
    size: stream.size,
    pieceBytes: env.PIECE_BYTES,
  };
  await executions.start(env.LARGE_UPLOADS_ARN, uploadId, JSON.stringify(large));
  return {
    ...outcomeOf(null, 'divided'),
    uploadId,
    reason: `it has ${stream.size} bytes: judged in pieces`,
  };
}

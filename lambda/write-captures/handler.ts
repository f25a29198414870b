import { createHash } from 'node:crypto';
import { Capture, CapturePointer, hourFolderOf } from '../../domain/monitoring/capture.ts';
import { lakeKeys } from '../../domain/registry/object-keys.ts';
import { readJson, s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { writeCaptures } from './contract.ts';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { QueueBatch, QueueBatchAnswer } from '../../domain/events/aws-events.ts';
import type { ObjectStore } from '../../domain/ports.ts';

/** What writing captures needs of the world. */
export interface CaptureWriterPorts {
  readonly lake: ObjectStore;
  readonly log: Pick<Logger, 'error'>;
}

type Message = QueueBatch['Records'][number];
type Received = { readonly messageId: string; readonly capture: Capture };

/**
 * Writes a batch: one object per model and hour, named by its messages, so that the same batch
 * again is the same object. A message that is no capture fails alone.
 */
export async function writeBatch(
  { Records }: QueueBatch, { lake, log }: CaptureWriterPorts,
): Promise<QueueBatchAnswer> {
  const failed: string[] = [];
  const fail = (messageIds: readonly string[], error: unknown): void => {
    failed.push(...messageIds);
    log.error('captures were not written', error instanceof Error ? error : String(error));
  };
  const groups = new Map<string, Received[]>();
  for (const message of Records) {
    try {
      const capture = await received(message, lake);
      const folder = lakeKeys.capturesOfHour(capture.model, hourFolderOf(capture.inferenceId)!);
      groups.set(folder, [...(groups.get(folder) ?? []), { messageId: message.messageId, capture }]);
    } catch (error) {
      fail([message.messageId], error);
    }
  }
  await Promise.all([...groups].map(async ([folder, group]) => {
    const ids = group.map(({ messageId }) => messageId).sort();
    try {
      await lake.write(`${folder}${nameOf(ids)}.jsonl`, group.map(({ capture }) => `${JSON.stringify(capture)}\n`).join(''));
    } catch (error) {
      fail(ids, error);
    }
  }));
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The capture of a message, or the one that it points to. */
async function received({ body }: Message, lake: ObjectStore): Promise<Capture> {
  const data: unknown = JSON.parse(body);
  const pointer = CapturePointer.safeParse(data);
  return Capture.parse(pointer.success ? await readJson(lake, pointer.data.oversizeKey) : data);
}

function nameOf(messageIds: readonly string[]): string {
  return createHash('sha256').update(messageIds.join('\n')).digest('hex').slice(0, 24);
}

export const handler = serve(writeCaptures, (env) => ({ lake: s3Store(env.LAKE_BUCKET) }), writeBatch);

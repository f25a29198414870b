import { lakeKeys } from '../../domain/registry/object-keys.ts';
import type { Capture, CapturePointer } from '../../domain/monitoring/capture.ts';
import type { ObjectStore } from '../../domain/ports.ts';
import type { Queue } from '../shared/ports.ts';

/**
 * Bytes above which a capture goes through the lake: below the limit of a message in every region.
 */
const MESSAGE_LIMIT = 240_000;

/** Puts a capture onto the queue; a large one into the lake, and a pointer to it onto the queue. */
export async function keepCapture(queue: Queue, lake: ObjectStore, capture: Capture): Promise<void> {
  const body = JSON.stringify(capture);
  if (Buffer.byteLength(body) <= MESSAGE_LIMIT) {
    await queue.send(body);
    return;
  }
  const { model, inferenceId } = capture;
  const pointer: CapturePointer = { model, inferenceId, oversizeKey: lakeKeys.oversize(model, inferenceId) };
  await lake.write(pointer.oversizeKey, body);
  await queue.send(JSON.stringify(pointer));
}

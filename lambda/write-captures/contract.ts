import * as z from 'zod';
import { QueueBatch, QueueBatchAnswer } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/**
 * Writes captured predictions from the queue into the lake, one object per model and hour. Reports
 * failures by message.
 */
export const writeCaptures = defineContract({
  input: QueueBatch,
  output: QueueBatchAnswer,
  env: z.object({ LAKE_BUCKET: z.string().min(1) }),
});

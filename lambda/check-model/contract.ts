import * as z from 'zod';
import { ScheduledCall } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { VersionNumber } from '../../domain/names.ts';

export { CHECK_METRICS, METRIC_NAMESPACE } from '../../domain/monitoring/metrics.ts';

/**
 * Compares what a model sees and how well it does with the baseline of the version that serves.
 * Called by a schedule per model.
 */
export const checkModel = defineContract({
  input: ScheduledCall,
  output: z.object({
    /** Null: nothing is deployed yet. */
    version: VersionNumber.nullable(),
    drift: z.enum(['stable', 'drifting', 'not-enough-data', 'cannot-tell']),
    quality: z.enum(['good', 'bad', 'not-enough-data', 'cannot-tell']),
    rows: z.int(),
    reason: z.string(),
    reportKey: z.string().nullable(),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
    ARTIFACT_BUCKET: z.string().min(1),
    EVENT_BUS: z.string().min(1),
  }),
});

import * as z from 'zod';
import { ScheduledCall } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { VersionNumber } from '../../domain/names.ts';

/** Namespace of all metrics of ours; the only dimension is `Model`. */
export const METRIC_NAMESPACE = 'Perennial';

/**
 * Names of the metrics that a check emits: DriftScore is relative to its threshold (1 = at the threshold).
 */
export const CHECK_METRICS = ['Checked', 'RowsChecked', 'DriftScore', 'Error', 'ErrorRatio', 'NotEnoughData'] as const;

/**
 * Compares what a model sees and how well it does with the baseline of the version that serves. Called by a
 * schedule per model.
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

import * as z from 'zod';
import { Instant, ModelName, RetrainingReason, RunId, VersionNumber } from '../names.ts';

/** The rows of a dataset version: objects that never change, in the order of their admission. */
export const Manifest = z.object({
  model: ModelName,
  objects: z.array(z.object({ key: z.string(), rows: z.int(), sha256: z.string() })),
});
export type Manifest = z.output<typeof Manifest>;

/** Which rows a run uses. Times are seconds since 1970, null means no bound. */
export const RowSelection = z.object({
  /** Rows before this are not trained on. */
  trainFrom: z.number().nullable(),
  /** Only the newest so many rows are trained on. */
  newestRows: z.int().nullable(),
  /** Rows before this are not judged on. */
  holdoutFrom: z.number().nullable(),
});
export type RowSelection = z.output<typeof RowSelection>;

/** What a run is going to do, fixed at its start; `plan.json`. */
export const RunPlan = z.object({
  model: ModelName,
  runId: RunId,
  reason: RetrainingReason,
  changedAt: Instant.nullable(),
  selection: RowSelection,
  dataset: z.object({ key: z.string(), hash: z.string(), rows: z.int() }),
  definitionHash: z.string(),
  image: z.string(),
  hyperparameters: z.record(z.string(), z.string()),
  champion: z.object({ version: VersionNumber, bundleKey: z.string(), modelName: z.string() }).nullable(),
});
export type RunPlan = z.output<typeof RunPlan>;

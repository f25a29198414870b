import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { Instant, ModelName, RetrainingReason, RunId } from '../../domain/names.ts';

/** The input of an execution: what `decide-retraining` starts it with. */
export const RunRequest = z.object({
  model: ModelName,
  runId: RunId,
  decisionId: z.string(),
  reason: RetrainingReason,
  changedAt: Instant.nullable(),
});

/** Settings of the training job. */
export const TrainingSettings = z.object({
  image: z.string(),
  /** All values are text, as SageMaker demands. */
  hyperparameters: z.record(z.string(), z.string()),
  contentType: z.string(),
  instanceType: z.string(),
  instanceCount: z.int(),
  volumeGb: z.int(),
  maxRuntimeSeconds: z.int(),
  spot: z.boolean(),
  /** Equals `maxRuntimeSeconds` without spot. */
  maxWaitSeconds: z.int(),
  trainUri: z.string(),
  validationUri: z.string(),
  outputUri: z.string(),
  checkpointUri: z.string(),
});

/** Settings of the transform jobs. The champion's are empty text when there is no champion. */
export const TransformSettings = z.object({
  instanceType: z.string(),
  instanceCount: z.int(),
  maxPayloadMb: z.int(),
  contentType: z.string(),
  challengerInputUri: z.string(),
  challengerOutputUri: z.string(),
  championInputUri: z.string(),
  championOutputUri: z.string(),
  championModelName: z.string(),
});

/**
 * Pins the dataset of a run, chooses its window, and says everything that the state machine needs
 * to know.
 */
export const planRun = defineContract({
  input: RunRequest,
  output: z.object({
    model: ModelName,
    runId: RunId,
    /** False: there is not enough to train on; end the run as `refused` with `note`. */
    ready: z.boolean(),
    note: z.string(),
    /**
     * `<model>-<run id>`, at most 48 characters: prefix of all names of this run, and the name of
     * its SageMaker model.
     */
    namePrefix: z.string(),
    hasChampion: z.boolean(),
    training: TrainingSettings,
    transform: TransformSettings,
    approval: z.object({ mode: z.enum(['automatic', 'manual']), timeoutSeconds: z.int() }),
    /** How long the previous version's endpoint stays for a rollback before `collect-slot`. */
    collectAfterSeconds: z.int(),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
    ARTIFACT_BUCKET: z.string().min(1),
  }),
});

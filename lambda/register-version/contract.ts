import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId, VersionNumber } from '../../domain/names.ts';

/**
 * Writes the version of a run with its whole lineage, refused ones too, and points the alias
 * `challenger` at it.
 */
export const registerVersion = defineContract({
  input: z.object({
    model: ModelName,
    runId: RunId,
    trainingJobName: z.string(),
    trainingJobArn: z.string(),
    /** S3 URI of `model.tar.gz`. */
    modelArtifact: z.string(),
    /** Name of the SageMaker model that the state machine created. */
    modelName: z.string(),
  }),
  output: z.object({
    model: ModelName,
    runId: RunId,
    version: VersionNumber,
    /** `approved`: go on; `pending`: ask for approval; `refused`: end the run with `reason`. */
    status: z.enum(['approved', 'pending', 'refused']),
    reason: z.string(),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    ARTIFACT_BUCKET: z.string().min(1),
    /** What was deployed when the version was made, for example a commit or an asset hash. */
    CODE_VERSION: z.string().min(1),
  }),
});

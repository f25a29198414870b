import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId, VersionNumber } from '../../domain/names.ts';

/** Pins what a version has seen: inputs, predictions and error; checks compare with it. */
export const buildBaseline = defineContract({
  input: z.object({ model: ModelName, runId: RunId, version: VersionNumber }),
  output: z.object({ model: ModelName, runId: RunId, version: VersionNumber, baselineKey: z.string() }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), ARTIFACT_BUCKET: z.string().min(1) }),
});

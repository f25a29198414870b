import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId } from '../../domain/names.ts';

/** Puts an evaluation through the gates of the definition; writes `judgement.json` of the run. */
export const judgeChallenger = defineContract({
  input: z.object({ model: ModelName, runId: RunId }),
  output: z.object({ model: ModelName, runId: RunId, passed: z.boolean(), reason: z.string() }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), ARTIFACT_BUCKET: z.string().min(1) }),
});

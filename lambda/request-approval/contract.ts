import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId, VersionNumber } from '../../domain/names.ts';

/**
 * Keeps the task token of a waiting execution and tells people that they are asked. The state waits
 * for the token: success with `{ "approved": true, "by": "..." }`, failure with error `Rejected`.
 */
export const requestApproval = defineContract({
  input: z.object({ model: ModelName, runId: RunId, version: VersionNumber, taskToken: z.string().min(1) }),
  output: z.object({ asked: z.boolean() }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), ONCALL_TOPIC_ARN: z.string().min(1) }),
});

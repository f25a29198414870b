import * as z from 'zod';
import { ExecutionStatusChange } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId, RunOutcome, VersionNumber } from '../../domain/names.ts';

/** How a state machine ends its run. */
export const RunEnding = z.object({
  model: ModelName,
  runId: RunId,
  outcome: RunOutcome,
  /** @default - taken from `error`, else the outcome itself */
  reason: z.string().optional(),
  version: VersionNumber.nullish(),
  /** What a Catch caught. */
  error: z.object({ Error: z.string().optional(), Cause: z.string().optional() }).nullish(),
});
export type RunEnding = z.output<typeof RunEnding>;

/**
 * Ends a run once: outcome and reason into the registry, the lease released, `Run Ended` onto the
 * bus. A second call does nothing. Called by the state machine, and by the rule on `Step Functions
 * Execution Status Change` for executions that failed, timed out or were aborted without coming
 * that far.
 */
export const endRun = defineContract({
  input: z.union([ExecutionStatusChange, RunEnding]),
  output: z.object({ ended: z.boolean(), outcome: z.string(), reason: z.string() }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), EVENT_BUS: z.string().min(1) }),
});

import * as z from 'zod';
import { AlarmStateChange } from '../../domain/events/aws-events.ts';
import { delivered } from '../../domain/events/platform-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { RunId } from '../../domain/names.ts';

/**
 * The arbiter: the only one who starts runs. Takes the lease, writes the decision, starts the
 * execution named by the run id. Called by rules on the platform's bus, by the rule on alarms of
 * the platform, and by schedules with the shape of `Retraining Requested` (`kind: 'schedule'`).
 */
export const decideRetraining = defineContract({
  input: z.union([
    delivered('Model Unhealthy'), delivered('Data Admitted'), delivered('Retraining Requested'), delivered('Run Ended'),
    AlarmStateChange,
  ]),
  output: z.object({
    /** `ignored`: nothing that this model's policy acts on; no decision is written. */
    decision: z.enum(['fired', 'queued', 'suppressed', 'ignored']),
    reason: z.string(),
    decisionId: z.string().nullable(),
    runId: RunId.nullable(),
  }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), EVENT_BUS: z.string().min(1) }),
});

import * as z from 'zod';
import { AlarmStateChange } from '../../domain/events/aws-events.ts';
import { delivered } from '../../domain/events/platform-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/**
 * Tells people in words what happened: which version, since when, the last decision, and what to
 * type.
 */
export const notifyOncall = defineContract({
  input: z.union([delivered('Run Ended'), delivered('Version Promoted'), delivered('Upload Refused'), AlarmStateChange]),
  output: z.object({ told: z.boolean(), subject: z.string() }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), ONCALL_TOPIC_ARN: z.string().min(1) }),
});

import * as z from 'zod';
import { Instant, RetrainingReason, RunId } from '../names.ts';

/** Someone wants a model trained anew. */
export const RetrainingRequest = z.object({
  /** The same for the same request delivered twice. */
  id: z.string(),
  because: RetrainingReason,
  by: z.string(),
  note: z.string(),
  changedAt: Instant.nullable(),
});
export type RetrainingRequest = z.output<typeof RetrainingRequest>;

/** What the arbiter remembers of a model. */
export const ArbiterState = z.object({
  /** Starts of the last 24 hours, oldest first. */
  starts: z.array(Instant),
  lastStart: Instant.nullable(),
  /** Runs in a row that promoted nothing. */
  fruitless: z.int(),
  /** The last run whose ending was counted. */
  lastEnded: RunId.nullable(),
  /** Requests that wait for the end of a run, one per reason. */
  pending: z.array(RetrainingRequest),
  revision: z.int(),
});
export type ArbiterState = z.output<typeof ArbiterState>;

/** A model that was never trained. */
export const NEVER_STARTED: ArbiterState = {
  starts: [], lastStart: null, fruitless: 0, lastEnded: null, pending: [], revision: 0,
};

/** One decision as it is kept. */
export const Decision = z.object({
  decisionId: z.string(),
  decision: z.enum(['fired', 'queued', 'suppressed']),
  because: RetrainingReason,
  /** In words: the request and what was made of it. */
  reason: z.string(),
  by: z.string(),
  at: Instant,
  runId: RunId.nullable(),
});
export type Decision = z.output<typeof Decision>;

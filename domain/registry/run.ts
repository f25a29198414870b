import * as z from 'zod';
import { Instant, RetrainingReason, RunId, RunOutcome, VersionNumber } from '../names.ts';

/** One run: why it began and how it ended. */
export const Run = z.object({
  runId: RunId,
  decisionId: z.string(),
  reason: RetrainingReason,
  note: z.string(),
  requestedBy: z.string(),
  changedAt: Instant.nullable(),
  startedAt: Instant,
  /** Set when the version is registered. */
  version: VersionNumber.nullable(),
  /** Null while it goes on. */
  outcome: RunOutcome.nullable(),
  outcomeReason: z.string().nullable(),
  endedAt: Instant.nullable(),
  revision: z.int(),
});
export type Run = z.output<typeof Run>;

/** How a run ends. */
export interface Ending {
  readonly outcome: RunOutcome;
  readonly reason: string;
  readonly at: string;
}

/** The run, ended. The first ending counts: a run that has ended stays as it is, and the answer is null. */
export function ended(run: Run, ending: Ending): Run | null {
  if (run.outcome !== null) return null;
  return {
    ...run,
    outcome: ending.outcome,
    outcomeReason: ending.reason,
    endedAt: ending.at,
    revision: run.revision + 1,
  };
}

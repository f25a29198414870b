import { sortKeys } from '../../domain/registry/keys.ts';
import { runIdOf } from '../../domain/retraining/ids.ts';
import type { RegistryWrite } from '../../domain/ports.ts';
import type { LeaseRecord } from '../../domain/registry/records.ts';
import type { Run } from '../../domain/registry/run.ts';
import type { Decision, RetrainingRequest } from '../../domain/retraining/arbiter-state.ts';
import type { Ruling } from '../../domain/retraining/arbiter.ts';
import type { KnownSituation } from './situation.ts';

const HOUR = 3_600_000;

/** A ruling with the ids that follow from its request. */
export interface Decided {
  readonly decision: Decision;
  readonly run: Run | null;
}

/** The records of a ruling that is not `ignored`. */
export function decidedOf(
  ruling: Ruling, request: RetrainingRequest, decisionId: string, now: Date,
): Decided {
  const at = now.toISOString();
  const fired = ruling.decision === 'fired';
  const decision: Decision = {
    decisionId,
    decision: ruling.decision === 'ignored' ? 'suppressed' : ruling.decision,
    because: ruling.because,
    reason: ruling.reason,
    by: request.by,
    at,
    runId: fired ? runIdOf(decisionId, now) : null,
  };
  if (decision.runId === null) return { decision, run: null };
  const run: Run = {
    runId: decision.runId, decisionId, reason: ruling.because, note: ruling.reason, requestedBy: request.by,
    changedAt: request.changedAt, startedAt: at, version: null,
    outcome: null, outcomeReason: null, endedAt: null, revision: 1,
  };
  return { decision, run };
}

/** The arbiter's state after a ruling, guarded by the state it was made on. */
export function stateWrite({ state, isFirst }: KnownSituation, next: Ruling['next']): RegistryWrite {
  return { put: next, sk: sortKeys.arbiter, when: isFirst ? 'absent' : { revision: state.revision } };
}

/** All writes of a decision: state, decision, and for a run its record and the lease. */
export function decisionWrites(
  situation: KnownSituation, next: Ruling['next'], { decision, run }: Decided, eventTime: string,
): readonly RegistryWrite[] {
  const common: readonly RegistryWrite[] = [
    stateWrite(situation, next),
    { put: decision, sk: sortKeys.decision(eventTime, decision.decisionId), when: 'absent' },
  ];
  if (run === null) return common;
  const { lease } = situation;
  return [
    ...common,
    { put: run, sk: sortKeys.run(run.runId), when: 'absent' },
    { put: leaseOf(situation, run), sk: sortKeys.lease, when: lease === null ? 'absent' : { runId: lease.runId } },
  ];
}

/**
 * A lease ends with its run; should nobody end the run, it ends a day after the latest time the run
 * could.
 */
function leaseOf({ model }: KnownSituation, run: Run): LeaseRecord {
  const { training, approval } = model.definition;
  const longest = training.maxRuntimeMinutes / 60 + approval.timeoutHours + 24;
  const until = new Date(Date.parse(run.startedAt) + longest * HOUR).toISOString();
  return { runId: run.runId, reason: run.reason, since: run.startedAt, until };
}

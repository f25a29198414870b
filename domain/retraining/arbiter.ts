import type { Retraining } from '../definition/policies.ts';
import type { RetrainingReason } from '../names.ts';
import type { ArbiterState, RetrainingRequest } from './arbiter-state.ts';

/** What the arbiter sees of a model when it decides. */
export interface Situation {
  readonly state: ArbiterState;
  /** The run that holds the model. @default - none */
  readonly lease: { readonly runId: string; readonly reason: string; readonly until: string } | null;
  readonly hasChampion: boolean;
  readonly acceptedRows: number;
  /** Accepted rows before the first training. */
  readonly minimumRows: number;
  readonly policy: Retraining;
}

/**
 * What the arbiter made of a request. `ignored`: the policy does not act on such requests, nothing is
 * written.
 */
export interface Ruling {
  readonly decision: 'fired' | 'queued' | 'suppressed' | 'ignored';
  readonly because: RetrainingReason;
  readonly reason: string;
  readonly next: ArbiterState;
}

/** What is left to decide after a run ended. */
export interface Reconsidered {
  readonly state: ArbiterState;
  readonly request: RetrainingRequest | null;
}

/** A run that ended, as far as the arbiter cares. */
export interface EndedRun {
  readonly runId: string;
  readonly promoted: boolean;
}

const HOUR = 3_600_000;
const MAX_BACKOFF = 8;

type Outcome = Pick<Ruling, 'decision' | 'reason'> & { readonly queue?: boolean };
type Rule = (situation: Situation, request: RetrainingRequest, now: Date) => Outcome | undefined;

/**
 * Decides about one request. Rules in order, the first that speaks decides: what the policy does not act on
 * is ignored; the first training waits for its rows; while a run holds the model others wait, one per
 * reason; a cooldown that doubles with each fruitless run in a row keeps a model that cannot be bettered
 * from being trained for ever; a daily budget caps all. People may pass the cooldown and the minimum of
 * rows, but neither the lease nor the budget.
 */
export function decide(situation: Situation, request: RetrainingRequest, now: Date): Ruling {
  const known = named(situation, request);
  for (const rule of [offByPolicy, tooFewRows, taken, coolingDown, overBudget]) {
    const outcome = rule(situation, known, now);
    if (outcome !== undefined) return settle(situation.state, known, outcome);
  }
  return settle(started(situation.state, now), known, { decision: 'fired', reason: known.note });
}

/**
 * After a run ended: counts its outcome and decides about the weightiest of the requests that waited, if
 * there is one. Null when nothing waited.
 */
export function reconsider(state: ArbiterState, run: EndedRun): Reconsidered {
  const counted = countEnding(state, run);
  const request = [...counted.pending].sort((a, b) => WEIGHT[b.because] - WEIGHT[a.because])[0] ?? null;
  const asked = request && { ...request, id: `${run.runId}/${request.id}` };
  return { state: { ...counted, pending: [] }, request: asked };
}

const WEIGHT: Readonly<Record<RetrainingReason, number>> = {
  manual: 5, quality: 4, drift: 3, first: 2, data: 1, schedule: 0,
};

function countEnding(state: ArbiterState, run: EndedRun): ArbiterState {
  if (state.lastEnded === run.runId) return state;
  return { ...state, lastEnded: run.runId, fruitless: run.promoted ? 0 : state.fruitless + 1 };
}

/** The first training is called so, whatever asked for it. */
function named({ hasChampion }: Situation, request: RetrainingRequest): RetrainingRequest {
  return request.because === 'data' && !hasChampion ? { ...request, because: 'first' } : request;
}

const offByPolicy: Rule = ({ policy, hasChampion }, { because }) => {
  const ignored = (reason: string): Outcome => ({ decision: 'ignored', reason });
  if (because === 'data' && policy.onData !== 'always') return ignored('new data alone does not retrain this model');
  if (because === 'first' && policy.onData === 'never') return ignored('new data alone does not train this model');
  if (because === 'drift' && !policy.onDrift) return ignored('drift does not retrain this model');
  if (because === 'quality' && !policy.onQuality) return ignored('quality does not retrain this model');
  const needsChampion = because === 'drift' || because === 'quality';
  return needsChampion && !hasChampion ? ignored('nothing is deployed that could have gone bad') : undefined;
};

const tooFewRows: Rule = ({ hasChampion, acceptedRows, minimumRows }, { because }) => {
  if (hasChampion || because === 'manual' || acceptedRows >= minimumRows) return undefined;
  return {
    decision: 'suppressed',
    reason: `the first training needs ${minimumRows} accepted rows, there are ${acceptedRows}`,
  };
};

const taken: Rule = ({ lease }, { because }, now) => {
  if (lease === null || Date.parse(lease.until) <= now.getTime()) return undefined;
  if (lease.reason === because && because !== 'data' && because !== 'manual') {
    return { decision: 'suppressed', reason: `run ${lease.runId} is already about this (${because})` };
  }
  return { decision: 'queued', reason: `run ${lease.runId} holds the model, this is looked at when it ends`, queue: true };
};

const coolingDown: Rule = ({ state, policy }, { because, note }, now) => {
  if (because === 'manual' || state.lastStart === null) return undefined;
  const backoff = Math.min(2 ** Math.max(state.fruitless - 1, 0), MAX_BACKOFF);
  const until = Date.parse(state.lastStart) + policy.cooldownHours * backoff * HOUR;
  if (now.getTime() >= until) return undefined;
  const why = backoff > 1 ? `, ${backoff} times the usual after ${state.fruitless} fruitless runs` : '';
  return { decision: 'suppressed', reason: `cooling down until ${new Date(until).toISOString()}${why}: ${note}` };
};

const overBudget: Rule = ({ state, policy }, { note }, now) => {
  const today = recent(state.starts, now);
  if (today.length < policy.maxPerDay) return undefined;
  const reason = `${today.length} runs were started within 24 hours, no more are allowed: ${note}`;
  return { decision: 'suppressed', reason };
};

function recent(starts: readonly string[], now: Date): string[] {
  return starts.filter((start) => now.getTime() - Date.parse(start) < 24 * HOUR);
}

function started(state: ArbiterState, now: Date): ArbiterState {
  const at = now.toISOString();
  return { ...state, lastStart: at, starts: [...recent(state.starts, now), at] };
}

function settle(
  state: ArbiterState, request: RetrainingRequest, { decision, reason, queue }: Outcome,
): Ruling {
  const others = state.pending.filter((waiting) => waiting.because !== request.because);
  const pending = queue === true ? [...others, request] : state.pending;
  return {
    decision, because: request.because, reason, next: { ...state, pending, revision: state.revision + 1 },
  };
}

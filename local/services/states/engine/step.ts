import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import type { Abort, EventDraft, Frame, Leave, Outcome } from '../kinds/frame.ts';
import { FaultAfter } from '../kinds/frame.ts';
import { assign, leaveByQueries } from '../kinds/shape.ts';
import { kindOf } from '../kinds/table.ts';
import { errorOutput, findCatcher } from '../language/catch.ts';
import { RuntimeFault, failureOf } from '../language/failure.ts';
import type { FailureRecord } from '../language/failure.ts';
import { checkSize } from '../language/limits.ts';
import { placeResult } from '../language/paths.ts';
import { planRetry } from '../language/retry.ts';
import { withInput } from '../language/scope.ts';
import type { Catcher, ResultState } from '../language/types.ts';
import { evaluationFailed } from './events.ts';
import { makeFrame } from './make-frame.ts';
import type { TokenFrame } from './make-frame.ts';
import type { Execution } from './execution.ts';
import type { Thread } from './thread.ts';

/** A state that is to be tried again. */
export interface Retry {
  readonly kind: 'retry';
  readonly at: number;
  readonly attempts: readonly number[];
}

/** A state that has failed for good. */
export interface Failed {
  readonly kind: 'failed';
  readonly failure: FailureRecord;
}

/** What a step has come to, before it is written down. */
export interface Step {
  readonly events: readonly EventDraft[];
  readonly outcome: Exclude<Outcome, Abort> | Retry | Failed;
  /** Token of the task, if it starts one. */
  readonly token: string;
}

/** Where a state stands, as far as its next step depends on it. */
export interface StepPoint extends Pick<
  Thread,
  'phase' | 'result' | 'failure' | 'retryAttempts' | 'stateName'
> {
  /** Absent for a state that is not part of an execution. */
  readonly enteredEventId?: number;
}

/** Works out the next step of a thread. Changes nothing. */
export function takeStep(cloud: Cloud, execution: Execution, thread: Thread): Promise<Step> {
  return stepIn(makeFrame(cloud, execution, thread), thread);
}

/** Works out the next step of a state in a frame. */
export async function stepIn(made: TokenFrame, at: StepPoint): Promise<Step> {
  try {
    return { events: [], outcome: await attempt(made, at), token: made.token };
  } catch (error) {
    return recover(made, at, error);
  }
}

async function attempt(
  { frame }: TokenFrame,
  thread: StepPoint,
): Promise<Exclude<Outcome, Abort> | Failed> {
  const kind = kindOf(frame.state);
  if (thread.phase === 'failed') throw new FaultAfter([], thread.failure);
  const outcome =
    thread.phase === 'resume'
      ? await kind.resume!(frame, thread.result ?? null)
      : await kind.enter(frame);
  if (outcome.kind === 'abort')
    return { kind: 'failed', failure: { error: outcome.error, cause: outcome.cause } };
  if (outcome.kind === 'leave') checkSize(outcome.output, frame.name);
  return outcome;
}

async function recover(made: TokenFrame, thread: StepPoint, error: unknown): Promise<Step> {
  const { frame, token } = made;
  const before = error instanceof FaultAfter ? error.events : [];
  const failure = asFailure(error instanceof FaultAfter ? error.fault : error, thread);
  const { Retry = [], Catch = [] } = frame.state as ResultState;
  // What failed inside a Map or Parallel state has told of itself.
  const own = thread.phase === 'failed' ? [] : evaluationFailed(failure);
  const events = [...before, ...own];
  const plan = planRetry(Retry, thread.retryAttempts, failure, frame.scope.world);
  if (plan) {
    const at = frame.scope.world.now() + plan.delaySeconds * 1000;
    return { events, outcome: { kind: 'retry', at, attempts: plan.attempts }, token };
  }
  const closing = [...events, ...stateFailed(frame, failure)];
  const catcher = findCatcher(Catch, failure);
  if (!catcher) return { events: closing, outcome: { kind: 'failed', failure }, token };
  try {
    const outcome = await leaveByCatcher(frame, catcher, failure);
    checkSize(outcome.output, frame.name);
    return { events: closing, outcome, token };
  } catch (fault) {
    const second = asFailure(fault, thread);
    return {
      events: [...closing, ...evaluationFailed(second)],
      outcome: { kind: 'failed', failure: second },
      token,
    };
  }
}

async function leaveByCatcher(
  frame: Frame,
  catcher: Catcher,
  failure: FailureRecord,
): Promise<Leave> {
  const output = errorOutput(failure);
  if (frame.language === 'JSONata') {
    const index = ((frame.state as ResultState).Catch ?? []).indexOf(catcher);
    const scope = { ...frame.scope, errorOutput: output };
    return leaveByQueries(frame, {
      exit: catcher,
      scope,
      otherwise: output,
      place: `Catch[${index}]/`,
    });
  }
  return {
    kind: 'leave',
    output: placeResult(catcher.ResultPath, frame.scope.input, output),
    assigned: assign(catcher.Assign, withInput(frame.scope, output)),
    next: catcher.Next,
  };
}

/** Failures of States.Runtime end the execution without the state's own event. */
function stateFailed(frame: Frame, failure: FailureRecord): EventDraft[] {
  const { Type } = frame.state;
  if ((Type !== 'Map' && Type !== 'Parallel') || failure.error === 'States.Runtime') return [];
  return [{ type: `${Type}StateFailed` }];
}

function asFailure(fault: unknown, thread: StepPoint): FailureRecord {
  if (fault instanceof AwsError) return asFailure(new RuntimeFault(fault.message), thread);
  if (thread.phase === 'failed' && fault === thread.failure) return thread.failure!;
  return failureOf(fault, thread.stateName, thread.enteredEventId);
}

import type { Cloud } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import type { Execution } from '../engine/execution.ts';
import type { TokenFrame } from '../engine/make-frame.ts';
import { taskPrincipal } from '../engine/principal.ts';
import { stepIn } from '../engine/step.ts';
import type { Step, StepPoint } from '../engine/step.ts';
import { validationException } from '../errors.ts';
import { integrationFor } from '../integrations/table.ts';
import type { Fork, StartTask } from '../kinds/frame.ts';
import { StateFailure } from '../language/failure.ts';
import type { FailureRecord } from '../language/failure.ts';
import type { Json } from '../language/json.ts';
import type { TestStateInput } from './input.ts';

/** What came of a test: its last step, and what was seen on the way. */
export interface TestRun {
  readonly step: Step;
  /** What the state's work answered. */
  readonly result?: Json;
  /** Why the state's work failed, or the state itself. */
  readonly failure?: FailureRecord;
  /** What the Map or Parallel state would have run. */
  readonly fork?: Fork;
}

/** A test that runs. */
export interface RunningTest {
  readonly cloud: Cloud;
  readonly made: TokenFrame;
  readonly request: TestStateInput;
  readonly execution: Execution;
  readonly result: Json | undefined;
}

const EXCEEDED: FailureRecord = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

/** Runs a state to where it is left, fails, or would be tried again. */
export async function runState(test: RunningTest): Promise<TestRun> {
  const start = pointOf(test, { phase: 'ready' });
  const step = await stepIn(test.made, start);
  const { outcome } = step;
  if (outcome.kind === 'sleep')
    return { step: await stepIn(test.made, { ...start, phase: 'resume' }) };
  if (outcome.kind === 'task') return finish(test, await workOf(test, outcome), undefined);
  if (outcome.kind === 'fork') return finish(test, forkOf(test, outcome), outcome);
  return { step, failure: outcome.kind === 'failed' ? outcome.failure : undefined };
}

async function finish(
  test: RunningTest,
  work: Json | StateFailure,
  fork: Fork | undefined,
): Promise<TestRun> {
  if (work instanceof StateFailure) {
    const step = await stepIn(test.made, pointOf(test, { phase: 'failed', failure: work.record }));
    return { step, failure: work.record, fork };
  }
  return {
    step: await stepIn(test.made, pointOf(test, { phase: 'resume', result: work })),
    result: work,
    fork,
  };
}

function pointOf(
  { made, request }: RunningTest,
  at: Pick<StepPoint, 'phase' | 'result' | 'failure'>,
): StepPoint {
  const retries = request.stateConfiguration?.retrierRetryCount ?? 0;
  const retriers = 'Retry' in made.frame.state ? (made.frame.state.Retry ?? []) : [];
  return {
    ...at,
    retryAttempts: retriers.map(() => retries),
    stateName: made.frame.name,
  };
}

/** What a task answers: the mock, or the service itself in the name of the role. */
async function workOf(test: RunningTest, task: StartTask): Promise<Json | StateFailure> {
  const { cloud, request, execution } = test;
  if (request.mock) return test.result ?? mockedFailure(test);
  if (request.roleArn === undefined)
    throw validationException('RoleArn must be specified when testing a Task state');
  const { resource, parameters, roleArn } = task;
  const open = {
    id: cloud.world.uuid(),
    token: '',
    resource,
    parameters,
    scheduled: cloud.world.now(),
    started: true,
  };
  try {
    const answer = await integrationFor(resource)!.perform({
      cloud,
      execution,
      task: open,
      parameters,
      principal: () => taskPrincipal(cloud, execution, roleArn),
    });
    return answer.kind === 'done' ? answer.output : notTestable();
  } catch (error) {
    if (error instanceof StateFailure) return error;
    if (error instanceof AwsError)
      return new StateFailure({ error: error.code, cause: error.message });
    throw error;
  }
}

function notTestable(): never {
  throw validationException(
    'TestState does not support .sync and .waitForTaskToken without a mock.',
  );
}

function mockedFailure({ request }: RunningTest): StateFailure {
  const { error, cause } = request.mock?.errorOutput ?? {};
  return new StateFailure({ error, cause });
}

/** What the machines of a Map or Parallel state answer, which only a mock can tell. */
function forkOf(test: RunningTest, fork: Fork): Json | StateFailure {
  const { request, result } = test;
  const failures = request.stateConfiguration?.mapIterationFailureCount ?? 0;
  if (failures > fork.children.length) {
    throw validationException(
      'Map iteration failure count must be less than or equal to the number of Map iterations',
    );
  }
  if (result === undefined) return mockedFailure(test);
  return exceeds(fork, failures) ? new StateFailure(EXCEEDED) : result;
}

function exceeds({ mapRun, children }: Fork, failures: number): boolean {
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = mapRun ?? {};
  // Without a threshold none is held here, as recorded, although a map run tolerates no failure.
  const part = (failures / Math.max(1, children.length)) * 100;
  return (
    (count !== undefined && failures > count) || (percentage !== undefined && part > percentage)
  );
}

/** Retry. */
import type { Answer, DocumentedCase } from './documented-case.ts';
import { calls, each, fails, guide, machine, passes, side, spread, waits } from './machines.ts';

const PAGE = 'concepts-error-handling';
const done: Answer = { output: 'done' };
const boom: Answer = { error: 'Boom' };
const bang: Answer = { error: 'Bang' };

/** Calls a function with retriers, and ends. */
function retried(...Retry: object[]): object {
  return machine({ Try: calls('work', { Retry, End: true }) });
}

const ALL = ['States.ALL'];

/** What AWS says of Retry. */
export const RETRY: readonly DocumentedCase[] = [
  {
    title: 'without retriers the first error ends the execution',
    source: guide(PAGE, 'by default an error that a state reports fails the whole execution'),
    machine: machine({ Try: calls('work') }),
    functions: { work: [boom, done] },
    expect: { status: 'FAILED', error: 'Boom', calls: { work: 1 }, seconds: 0 },
  },
  {
    title: 'a retrier waits one second, then two, then four where it says nothing',
    source: guide(PAGE, 'IntervalSeconds is 1, BackoffRate 2.0 and MaxAttempts 3 by default'),
    machine: retried({ ErrorEquals: ALL }),
    functions: { work: [boom, boom, boom, done] },
    expect: { status: 'SUCCEEDED', output: 'done', callsAt: { work: [0, 1, 3, 7] } },
  },
  {
    title: 'three attempts are made where the retrier does not say how many',
    source: guide(PAGE, 'MaxAttempts is 3 by default; then retrying ceases'),
    machine: retried({ ErrorEquals: ALL }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', error: 'Boom', calls: { work: 4 }, seconds: 7 },
  },
  {
    title: 'IntervalSeconds is the time before the first attempt',
    source: guide(PAGE, 'IntervalSeconds are the seconds before the first retry attempt'),
    machine: retried({ ErrorEquals: ALL, IntervalSeconds: 5, MaxAttempts: 1 }),
    functions: { work: [boom, done] },
    expect: { status: 'SUCCEEDED', callsAt: { work: [0, 5] } },
  },
  {
    title: 'BackoffRate multiplies the interval after each attempt',
    source: guide(
      PAGE,
      'with an interval of 3, 3 attempts and a rate of 2: after 3, 6 and 12 seconds',
    ),
    machine: retried({ ErrorEquals: ALL, IntervalSeconds: 3, MaxAttempts: 3, BackoffRate: 2 }),
    functions: { work: [boom, boom, boom, done] },
    expect: { status: 'SUCCEEDED', callsAt: { work: [0, 3, 9, 21] } },
  },
  {
    title: 'a BackoffRate of 1 keeps the interval as it is',
    source: guide(PAGE, 'BackoffRate multiplies the interval and is at least 1.0'),
    machine: retried({ ErrorEquals: ALL, IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 1 }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', callsAt: { work: [0, 2, 4, 6] } },
  },
  {
    title: 'a BackoffRate may be a fraction',
    source: guide(PAGE, 'BackoffRate is a number by which the interval grows'),
    machine: retried({ ErrorEquals: ALL, IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 1.5 }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', callsAt: { work: [0, 2, 5, 9.5] } },
  },
  {
    title: 'MaxDelaySeconds bounds every interval',
    source: guide(PAGE, 'MaxDelaySeconds is the most that an interval may grow to'),
    machine: retried({
      ErrorEquals: ALL,
      IntervalSeconds: 3,
      BackoffRate: 2,
      MaxDelaySeconds: 5,
      MaxAttempts: 4,
    }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', callsAt: { work: [0, 3, 8, 13, 18] } },
  },
  {
    title: 'full jitter waits at most as long as without it',
    source: guide(PAGE, 'with FULL, an interval is a random one between 0 and the computed one'),
    machine: retried({ ErrorEquals: ALL, IntervalSeconds: 100, JitterStrategy: 'FULL' }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', calls: { work: 4 }, below: 700 },
  },
  {
    title: 'no jitter is what is meant where nothing is said',
    source: guide(PAGE, 'JitterStrategy is NONE by default'),
    machine: retried({ ErrorEquals: ALL, IntervalSeconds: 100, JitterStrategy: 'NONE' }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', callsAt: { work: [0, 100, 300, 700] } },
  },
  {
    title: 'MaxAttempts 0 means that the error is never retried',
    source: guide(PAGE, 'a MaxAttempts of 0 says that the error is never retried'),
    machine: retried({ ErrorEquals: ALL, MaxAttempts: 0 }),
    functions: { work: [boom, done] },
    expect: { status: 'FAILED', error: 'Boom', calls: { work: 1 }, seconds: 0 },
  },
  {
    title: 'MaxAttempts 0 of an error goes before States.ALL after it',
    source: guide(PAGE, 'retriers are scanned in order; the first that names the error counts'),
    machine: retried({ ErrorEquals: ['Boom'], MaxAttempts: 0 }, { ErrorEquals: ALL }),
    functions: { work: [boom, done] },
    expect: { status: 'FAILED', error: 'Boom', calls: { work: 1 } },
  },
  {
    title: 'an error that no retrier names is not retried',
    source: guide(PAGE, 'a retrier counts for the errors that ErrorEquals names'),
    machine: retried({ ErrorEquals: ['Bang'] }),
    functions: { work: [boom, done] },
    expect: { status: 'FAILED', error: 'Boom', calls: { work: 1 } },
  },
  {
    title: 'error names are matched with their case',
    source: guide(PAGE, 'error names are case-sensitive strings'),
    machine: retried({ ErrorEquals: ['boom'] }),
    functions: { work: [boom, done] },
    expect: { status: 'FAILED', error: 'Boom', calls: { work: 1 } },
  },
  {
    title: 'one retrier may name several errors, and counts them together',
    source: guide(PAGE, 'ErrorEquals is a list of names; a retrier stands for a number of retries'),
    machine: retried({ ErrorEquals: ['Boom', 'Bang'], MaxAttempts: 2 }),
    functions: { work: [boom, bang, boom] },
    expect: { status: 'FAILED', error: 'Boom', callsAt: { work: [0, 1, 3] } },
  },
  {
    title: 'every retrier keeps its own count and interval',
    source: guide(
      PAGE,
      'ErrorA, ErrorB, ErrorC, ErrorB: waits of 1, 2 and 5 seconds, then the first is exhausted',
    ),
    machine: machine({
      X: calls('work', {
        Retry: [
          { ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
          { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
        ],
        Catch: [{ ErrorEquals: ALL, Next: 'Z' }],
        End: true,
      }),
      Z: passes(),
    }),
    functions: {
      work: [{ error: 'ErrorA' }, { error: 'ErrorB' }, { error: 'ErrorC' }, { error: 'ErrorB' }],
    },
    expect: {
      status: 'SUCCEEDED',
      callsAt: { work: [0, 1, 3, 8] },
      count: { PassStateEntered: 1 },
    },
  },
  {
    title: 'counts begin anew when the state is entered again',
    source: {
      page: 'https://states-language.net/spec.html#retrying-after-error',
      says: 'retriers are counted within one visit of a state',
    },
    machine: machine({
      Try: calls('work', {
        Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['Boom'], Next: 'Again' }],
        End: true,
      }),
      Again: { Type: 'Pass', Next: 'Try' },
    }),
    functions: { work: [boom, boom, boom, done] },
    expect: {
      status: 'SUCCEEDED',
      callsAt: { work: [0, 1, 1, 2] },
      count: { TaskStateEntered: 2 },
    },
  },
  {
    title: 'States.TaskFailed stands for any error of a function',
    source: guide(
      PAGE,
      'in Retry and Catch States.TaskFailed matches every error but States.Timeout',
    ),
    machine: retried({ ErrorEquals: ['States.TaskFailed'] }),
    functions: { work: [boom, done] },
    expect: { status: 'SUCCEEDED', callsAt: { work: [0, 1] } },
  },
  {
    title: 'States.TaskFailed does not stand for a time-out',
    source: guide(
      PAGE,
      'in Retry and Catch States.TaskFailed matches every error but States.Timeout',
    ),
    machine: machine({
      Try: waits('ask', {
        TimeoutSeconds: 10,
        Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
        End: true,
      }),
    }),
    expect: { status: 'FAILED', error: 'States.Timeout', calls: { ask: 1 }, seconds: 10 },
  },
  {
    title: 'States.Timeout names a time-out',
    source: guide(PAGE, 'a task that runs longer than TimeoutSeconds reports States.Timeout'),
    machine: machine({
      Try: waits('ask', {
        TimeoutSeconds: 10,
        Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }],
        End: true,
      }),
    }),
    expect: { status: 'FAILED', error: 'States.Timeout', callsAt: { ask: [0, 11] }, seconds: 21 },
  },
  {
    title: 'States.ALL stands for a time-out',
    source: guide(PAGE, 'States.ALL matches any error name that is known'),
    machine: machine({
      Try: waits('ask', {
        TimeoutSeconds: 10,
        Retry: [{ ErrorEquals: ALL, MaxAttempts: 1 }],
        End: true,
      }),
    }),
    expect: { status: 'FAILED', error: 'States.Timeout', calls: { ask: 2 } },
  },
  {
    title: 'States.HeartbeatTimeout names missing heartbeats',
    source: guide(PAGE, 'States.HeartbeatTimeout is there in Retry and Catch'),
    machine: machine({
      Try: waits('ask', {
        HeartbeatSeconds: 5,
        Retry: [{ ErrorEquals: ['States.HeartbeatTimeout'], MaxAttempts: 1 }],
        End: true,
      }),
    }),
    expect: { status: 'FAILED', callsAt: { ask: [0, 6] }, seconds: 11 },
  },
  {
    title: 'States.ALL does not stand for an output that is too long',
    source: guide(PAGE, 'States.ALL does not catch States.DataLimitExceeded'),
    machine: machine({
      Try: calls('work', { ResultPath: '$.more', Retry: [{ ErrorEquals: ALL }], End: true }),
    }),
    input: { given: 'x'.repeat(200_000) },
    functions: { work: [{ output: 'x'.repeat(100_000) }] },
    expect: { status: 'FAILED', error: 'States.DataLimitExceeded', calls: { work: 1 } },
  },
  {
    title: 'too much data may be retried by its own name',
    source: guide(
      PAGE,
      'States.DataLimitExceeded is a terminal error that only its own name catches',
    ),
    machine: retried({ ErrorEquals: ['States.DataLimitExceeded'], MaxAttempts: 1 }),
    functions: { work: [{ output: 'x'.repeat(300_000) }, done] },
    expect: { status: 'SUCCEEDED', calls: { work: 2 } },
  },
  {
    title: 'States.Runtime is not retried',
    source: guide(PAGE, 'a States.Runtime error is not retriable and always fails the execution'),
    machine: machine({
      Try: calls('work', { InputPath: '$.missing', Retry: [{ ErrorEquals: ALL }], End: true }),
    }),
    expect: { status: 'FAILED', error: 'States.Runtime', calls: {}, seconds: 0 },
  },
  {
    title: 'a retry is no new entry into the state',
    source: guide(PAGE, 'retries are treated as state transitions; the task is scheduled again'),
    machine: retried({ ErrorEquals: ALL }),
    functions: { work: [boom, done] },
    expect: {
      status: 'SUCCEEDED',
      events: [
        'ExecutionStarted',
        'TaskStateEntered',
        'LambdaFunctionScheduled',
        'LambdaFunctionStarted',
        'LambdaFunctionFailed',
        'LambdaFunctionScheduled',
        'LambdaFunctionStarted',
        'LambdaFunctionSucceeded',
        'TaskStateExited',
        'ExecutionSucceeded',
      ],
    },
  },
  {
    title: 'the context object counts retries',
    source: guide('input-output-contextobject', 'State.RetryCount is the number of retries so far'),
    machine: machine({
      Try: calls('work', {
        Parameters: { 'retries.$': '$$.State.RetryCount' },
        Retry: [{ ErrorEquals: ALL }],
        End: true,
      }),
    }),
    functions: { work: [boom, boom, done] },
    expect: {
      status: 'SUCCEEDED',
      inputs: { work: [{ retries: 0 }, { retries: 1 }, { retries: 2 }] },
    },
  },
  {
    title: 'a Parallel state runs all its branches again',
    source: guide(
      'state-parallel',
      'Retry of a Parallel state is used when it meets runtime errors',
    ),
    machine: machine({
      Both: side([calls('good'), calls('bad')], { Retry: [{ ErrorEquals: ['Boom'] }], End: true }),
    }),
    functions: { good: [done], bad: [boom, done] },
    expect: { status: 'SUCCEEDED', output: ['done', 'done'], calls: { good: 2, bad: 2 } },
  },
  {
    title: 'an inline Map runs all its iterations again',
    source: guide('state-map-inline', 'Retry of a Map state is used when it meets runtime errors'),
    machine: machine({
      Each: each(calls('work'), { Retry: [{ ErrorEquals: ['Boom'] }], End: true }),
    }),
    input: [1, 2],
    functions: { work: [done, boom, done] },
    expect: { status: 'SUCCEEDED', output: ['done', 'done'], calls: { work: 4 } },
  },
  {
    title: 'a distributed Map that is retried starts another map run',
    source: guide('state-map-distributed', 'a Map state that is retried creates a new Map Run'),
    machine: machine({
      Each: spread(calls('work'), {
        Retry: [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'] }],
        End: true,
      }),
    }),
    input: [1],
    functions: { work: [boom, done] },
    expect: { status: 'SUCCEEDED', output: ['done'], count: { MapRunStarted: 2, MapRunFailed: 1 } },
  },
  {
    title: 'retriers of the state inside a branch go before those of the Parallel state',
    source: guide(
      PAGE,
      'an error reaches the state around it when the inner one does not handle it',
    ),
    machine: machine({
      Both: side([calls('work', { Retry: [{ ErrorEquals: ALL, MaxAttempts: 1 }], End: true })], {
        Retry: [{ ErrorEquals: ALL, MaxAttempts: 1 }],
        End: true,
      }),
    }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', callsAt: { work: [0, 1, 2, 3] } },
  },
  {
    title: 'an execution that a Fail state ends is not retried',
    source: guide('state-fail', 'a Fail state stops the execution and marks it as a failure'),
    machine: machine({ Stop: fails('Boom', 'for good') }),
    expect: { status: 'FAILED', error: 'Boom', cause: 'for good', seconds: 0 },
  },
];

/** Catch. */
import type { DocumentedCase } from './documented-case.ts';
import { calls, each, fails, guide, machine, passes, side, spread, waits } from './machines.ts';

const PAGE = 'concepts-error-handling';
const boom = { error: 'Boom' };
const CAUSE = '{"errorType":"Boom","errorMessage":"Boom happened"}';
const ALL = ['States.ALL'];

/** Calls a function with catchers; `Caught` ends. */
function caught(Catch: object[], more: object = {}): object {
  return machine({ Try: calls('work', { Catch, End: true, ...more }), Caught: passes() });
}

const all = (more: object = {}) => [{ ErrorEquals: ALL, Next: 'Caught', ...more }];

/** What AWS says of Catch. */
export const CATCH: readonly DocumentedCase[] = [
  {
    title: 'the fallback state gets the error output as its input',
    source: guide(
      PAGE,
      'the default of ResultPath is $, which overwrites the input by the error output',
    ),
    machine: caught(all()),
    input: { kept: 1 },
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: { Error: 'Boom', Cause: CAUSE } },
  },
  {
    title: 'ResultPath places the error output beside the input',
    source: guide(PAGE, 'ResultPath decides what of the input the fallback state gets'),
    machine: caught(all({ ResultPath: '$.failure' })),
    input: { kept: 1 },
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: { kept: 1, failure: { Error: 'Boom', Cause: CAUSE } } },
  },
  {
    title: 'a ResultPath of null drops the error output',
    source: guide('input-output-resultpath', 'with null the state passes its input on'),
    machine: caught(all({ ResultPath: null })),
    input: { kept: 1 },
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: { kept: 1 } },
  },
  {
    title: 'the first catcher that names the error decides',
    source: guide(PAGE, 'catchers are scanned in the order in which they are listed'),
    machine: machine({
      Try: calls('work', {
        Catch: [
          { ErrorEquals: ['Bang'], Next: 'Wrong' },
          { ErrorEquals: ['Boom'], Next: 'Right' },
          { ErrorEquals: ALL, Next: 'Wrong' },
        ],
        End: true,
      }),
      Right: passes('right'),
      Wrong: passes('wrong'),
    }),
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: 'right' },
  },
  {
    title: 'an error that no catcher names fails the execution',
    source: guide(PAGE, 'an error that is not caught fails the execution'),
    machine: caught([{ ErrorEquals: ['Bang'], Next: 'Caught' }]),
    functions: { work: [boom] },
    expect: { status: 'FAILED', error: 'Boom', cause: CAUSE },
  },
  {
    title: 'retriers are used up before catchers are asked',
    source: guide(PAGE, 'with both, retriers are applied first, and catchers when they fail'),
    machine: caught(all(), { Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 2 }] }),
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', callsAt: { work: [0, 1, 3] } },
  },
  {
    title: 'an error of its own name that is not retried is caught at once',
    source: guide(PAGE, 'a retrier with MaxAttempts 0 never retries the error'),
    machine: caught(all(), { Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 0 }] }),
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', calls: { work: 1 }, seconds: 0 },
  },
  {
    title: 'States.ALL does not catch States.Runtime',
    source: guide(PAGE, 'States.ALL does not catch States.Runtime'),
    machine: caught(all(), { InputPath: '$.missing' }),
    expect: { status: 'FAILED', error: 'States.Runtime', count: { PassStateEntered: 0 } },
  },
  {
    title: 'States.ALL does not catch States.DataLimitExceeded',
    source: guide(PAGE, 'States.ALL does not catch the terminal error States.DataLimitExceeded'),
    machine: caught(all(), { ResultPath: '$.more' }),
    input: { given: 'x'.repeat(200_000) },
    functions: { work: [{ output: 'x'.repeat(100_000) }] },
    expect: { status: 'FAILED', error: 'States.DataLimitExceeded' },
  },
  {
    title: 'too much data is caught by its own name',
    source: guide(PAGE, 'States.DataLimitExceeded is caught by its own name only'),
    machine: caught([
      { ErrorEquals: ['States.DataLimitExceeded'], Next: 'Caught', ResultPath: null },
    ]),
    functions: { work: [{ output: 'x'.repeat(300_000) }] },
    expect: { status: 'SUCCEEDED', output: {} },
  },
  {
    title: 'States.TaskFailed catches any error of a task',
    source: guide(PAGE, 'States.TaskFailed acts as a wildcard for all errors but States.Timeout'),
    machine: caught([{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }]),
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: { Error: 'Boom', Cause: CAUSE } },
  },
  {
    title: 'States.TaskFailed does not catch a time-out',
    source: guide(PAGE, 'States.TaskFailed acts as a wildcard for all errors but States.Timeout'),
    machine: machine({
      Try: waits('ask', {
        TimeoutSeconds: 3,
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }],
        End: true,
      }),
      Caught: passes(),
    }),
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 3 },
  },
  {
    title: 'a time-out is caught by its name, and has no cause',
    source: guide(PAGE, 'States.Timeout is what a task reports that takes too long'),
    machine: machine({
      Try: waits('ask', {
        TimeoutSeconds: 3,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }],
        End: true,
      }),
      Caught: passes(),
    }),
    expect: { status: 'SUCCEEDED', output: { Error: 'States.Timeout' }, seconds: 3 },
  },
  {
    title: 'States.HeartbeatTimeout catches missing heartbeats',
    source: guide(PAGE, 'States.HeartbeatTimeout is there in Retry and Catch'),
    machine: machine({
      Try: waits('ask', {
        HeartbeatSeconds: 3,
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Caught', ResultPath: null }],
        End: true,
      }),
      Caught: passes('caught'),
    }),
    expect: { status: 'SUCCEEDED', output: 'caught', seconds: 3 },
  },
  {
    title: 'a catcher may set variables from the error output',
    source: guide('workflow-variables', 'Assign of a catcher sees the error output'),
    machine: machine({
      Try: calls('work', {
        Catch: all({ Assign: { 'what.$': '$.Error' }, ResultPath: null }),
        End: true,
      }),
      Caught: { Type: 'Pass', Parameters: { 'what.$': '$what' }, End: true },
    }),
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: { what: 'Boom' } },
  },
  {
    title: 'in JSONata a catcher has the error output as $states.errorOutput',
    source: guide('transforming-data', '$states.errorOutput is what was caught, in Catch'),
    machine: machine(
      {
        Try: calls('work', {
          Catch: all({ Output: { name: '{% $states.errorOutput.Error %}' } }),
          End: true,
        }),
        Caught: passes(),
      },
      { QueryLanguage: 'JSONata' },
    ),
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: { name: 'Boom' } },
  },
  {
    title: 'in JSONata a catcher without Output passes the error output on',
    source: guide(PAGE, 'without Output the error output is the input of the fallback state'),
    machine: machine(
      { Try: calls('work', { Catch: all(), End: true }), Caught: { Type: 'Pass', End: true } },
      { QueryLanguage: 'JSONata' },
    ),
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: { Error: 'Boom', Cause: CAUSE } },
  },
  {
    title: 'in JSONata a catcher may keep the input and set variables',
    source: guide(
      'workflow-variables',
      'Assign and Output of a catcher are evaluated side by side',
    ),
    machine: machine(
      {
        Try: calls('work', {
          Assign: { fine: true },
          Catch: all({
            Assign: { fine: '{% $states.errorOutput.Error %}' },
            Output: '{% $states.input %}',
          }),
          End: true,
        }),
        Caught: { Type: 'Pass', Output: '{% [$states.input.kept, $fine] %}', End: true },
      },
      { QueryLanguage: 'JSONata' },
    ),
    input: { kept: 1 },
    functions: { work: [boom] },
    expect: { status: 'SUCCEEDED', output: [1, 'Boom'] },
  },
  {
    title: 'a failed JSONata expression is an error that can be caught',
    source: guide(PAGE, 'States.QueryEvaluationError is reported when a query cannot be evaluated'),
    machine: machine(
      {
        Try: calls('work', {
          Arguments: '{% $states.input.missing %}',
          Catch: [
            { ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught', Output: 'caught' },
          ],
          End: true,
        }),
        Caught: { Type: 'Pass', End: true },
      },
      { QueryLanguage: 'JSONata' },
    ),
    expect: { status: 'SUCCEEDED', output: 'caught', calls: { work: 0 } },
  },
  {
    title: 'an intrinsic function that fails is caught by its name',
    source: guide(PAGE, 'States.IntrinsicFailure is reported when an intrinsic function fails'),
    machine: machine({
      Try: calls('work', {
        Parameters: { 'bad.$': "States.StringToJson('{')" },
        Catch: [{ ErrorEquals: ['States.IntrinsicFailure'], Next: 'Caught', ResultPath: null }],
        End: true,
      }),
      Caught: passes('caught'),
    }),
    expect: { status: 'SUCCEEDED', output: 'caught' },
  },
  {
    title: 'a Choice that nothing matches cannot catch its error',
    source: guide(
      'state-choice',
      'without a match and a Default the execution fails by States.NoChoiceMatched',
    ),
    machine: machine({
      Choose: { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'End' }] },
      End: passes(),
    }),
    expect: { status: 'FAILED', error: 'States.NoChoiceMatched' },
  },
  {
    title: 'a Parallel state catches the error of a branch',
    source: guide('state-parallel', 'a branch that fails fails the state, which may catch it'),
    machine: machine({
      Both: side([fails('Boom', 'why'), passes()], { Catch: all(), End: true }),
      Caught: passes(),
    }),
    expect: { status: 'SUCCEEDED', output: { Error: 'Boom', Cause: 'why' } },
  },
  {
    title: 'a Map state catches the error of an iteration',
    source: guide(
      'state-map-inline',
      'an iteration that fails fails the state, which may catch it',
    ),
    machine: machine({
      Each: each(fails('Boom', 'why'), { Catch: all(), End: true }),
      Caught: passes(),
    }),
    input: [1, 2],
    expect: { status: 'SUCCEEDED', output: { Error: 'Boom', Cause: 'why' } },
  },
  {
    title: 'a map run that fails too often is caught by its own name',
    source: guide(PAGE, 'States.ExceedToleratedFailureThreshold is what a failed Map Run reports'),
    machine: machine({
      Each: spread(fails('Boom'), {
        Catch: [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'Caught' }],
        End: true,
      }),
      Caught: passes('caught'),
    }),
    input: [1],
    expect: { status: 'SUCCEEDED', output: 'caught' },
  },
  {
    title: 'an expression that fails in a branch tells of itself once',
    source: guide(PAGE, 'an unhandled error in a branch is the error of the state around it'),
    machine: machine(
      { Both: side([{ Type: 'Pass', Output: '{% $missing %}', End: true }]) },
      { QueryLanguage: 'JSONata' },
    ),
    expect: {
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      count: { EvaluationFailed: 1, ParallelStateFailed: 1 },
    },
  },
  {
    title: 'an error in the fallback state is not caught again',
    source: guide(PAGE, 'a catcher is a transition to a state, whose errors are its own'),
    machine: machine({
      Try: calls('work', { Catch: all(), End: true }),
      Caught: fails('Worse', 'much'),
    }),
    functions: { work: [boom] },
    expect: { status: 'FAILED', error: 'Worse', cause: 'much' },
  },
];

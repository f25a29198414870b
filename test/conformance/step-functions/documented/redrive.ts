/** RedriveExecution. */
import type { DocumentedCase } from './documented-case.ts';
import {
  calls,
  each,
  fails,
  guide,
  machine,
  passes,
  pauses,
  reference,
  side,
  spread,
  waits,
} from './machines.ts';

const PAGE = 'redrive-executions';
const RUN = 'redrive-map-run';
const DAY = 86_400;

const boom = { error: 'Boom' };
const done = { output: 'done' };

const again = { call: 'RedriveExecution', input: { executionArn: '{{execution}}' } };
const onceAgain = [{ pass: 100 }, again, { pass: 1000 }];
const looks = (answer: object) => ({
  call: 'DescribeExecution',
  input: { executionArn: '{{execution}}' },
  answer,
});
const run = (answer: object) => ({
  call: 'DescribeMapRun',
  input: { mapRunArn: '{{mapRun}}' },
  answer,
});
const stop = { call: 'StopExecution', input: { executionArn: '{{execution}}' } };

/** What AWS says of redriving executions. */
export const REDRIVE: readonly DocumentedCase[] = [
  {
    title: 'the execution goes on at the state that failed; what succeeded is not run again',
    source: guide(PAGE, 'results of successful steps are kept; the failed task is scheduled again'),
    machine: machine({ One: calls('one', { Next: 'Two' }), Two: calls('two') }),
    functions: { one: [{ output: 1 }], two: [boom, done] },
    steps: onceAgain,
    expect: {
      status: 'SUCCEEDED',
      output: 'done',
      calls: { one: 1, two: 2 },
      inputs: { two: [1, 1] },
    },
  },
  {
    title: 'ExecutionRedriven is written, and the state is not entered again',
    source: guide(
      PAGE,
      'events are appended to the history; a Task is scheduled and started again',
    ),
    machine: machine({ One: calls('work') }),
    functions: { work: [boom, done] },
    steps: onceAgain,
    expect: {
      status: 'SUCCEEDED',
      events: [
        'ExecutionStarted',
        'TaskStateEntered',
        'LambdaFunctionScheduled',
        'LambdaFunctionStarted',
        'LambdaFunctionFailed',
        'ExecutionFailed',
        'ExecutionRedriven',
        'LambdaFunctionScheduled',
        'LambdaFunctionStarted',
        'LambdaFunctionSucceeded',
        'TaskStateExited',
        'ExecutionSucceeded',
      ],
    },
  },
  {
    title: 'an execution that failed, was never redriven, and can be',
    source: reference('DescribeExecution', 'redriveStatus is REDRIVABLE, redriveCount 0'),
    machine: machine({ Stop: fails('Boom') }),
    steps: [looks({ redriveStatus: 'REDRIVABLE', redriveCount: 0 })],
    expect: { status: 'FAILED' },
  },
  {
    title: 'redrives are counted',
    source: reference('DescribeExecution', 'redriveCount is the number of redrives'),
    machine: machine({ Stop: fails('Boom') }),
    steps: [again, again, looks({ redriveCount: 2, status: 'FAILED' })],
    expect: { status: 'FAILED', count: { ExecutionRedriven: 2, ExecutionFailed: 3 } },
  },
  {
    title: 'a Fail state fails again',
    source: guide(PAGE, 'a Fail state is entered again and fails again'),
    machine: machine({ Stop: fails('Boom', 'why') }),
    steps: onceAgain,
    expect: { status: 'FAILED', error: 'Boom', cause: 'why' },
  },
  {
    title: 'a running execution cannot be redriven',
    source: reference('DescribeExecution', 'reason: Execution is RUNNING and cannot be redriven'),
    machine: machine({ Wait: pauses(50) }),
    steps: [
      looks({
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
      }),
      { ...again, refused: 'ExecutionNotRedrivable' },
      { pass: 100 },
    ],
    expect: { status: 'SUCCEEDED', seconds: 50 },
  },
  {
    title: 'an execution that succeeded cannot be redriven',
    source: reference('DescribeExecution', 'reason: Execution is SUCCEEDED and cannot be redriven'),
    machine: machine({ End: passes() }),
    steps: [
      looks({
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      }),
      { ...again, refused: 'ExecutionNotRedrivable' },
    ],
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'fourteen days after its end an execution can be redriven no more',
    source: reference('DescribeExecution', 'reason: Execution redrivable period exceeded'),
    machine: machine({ Stop: fails('Boom') }),
    steps: [
      { pass: 14 * DAY + 1 },
      looks({
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: 'Execution redrivable period exceeded',
      }),
      { ...again, refused: 'ExecutionNotRedrivable' },
    ],
    expect: { status: 'FAILED' },
  },
  {
    title: 'until then it can',
    source: guide(PAGE, 'the redrivable period is 14 days'),
    machine: machine({ Stop: fails('Boom') }),
    steps: [{ pass: 14 * DAY - 1 }, looks({ redriveStatus: 'REDRIVABLE' }), again],
    expect: { status: 'FAILED', count: { ExecutionRedriven: 1 } },
  },
  {
    title: 'an execution that began more than a year ago can be redriven no more',
    source: reference('DescribeExecution', 'reason: Execution has exceeded the max execution time'),
    machine: machine({ Ask: waits('ask') }),
    steps: [
      { pass: 364 * DAY },
      { call: 'SendTaskFailure', input: { taskToken: '{{token.0}}', error: 'Late' } },
      { pass: 2 * DAY },
      looks({
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: 'Execution has exceeded the max execution time',
      }),
      { ...again, refused: 'ExecutionNotRedrivable' },
    ],
    expect: { status: 'FAILED', error: 'Late' },
  },
  {
    title: 'an execution that does not exist cannot be redriven',
    source: reference('RedriveExecution', 'ExecutionDoesNotExist'),
    machine: machine({ Stop: fails('Boom') }),
    steps: [
      {
        call: 'RedriveExecution',
        input: { executionArn: '{{execution}}-not' },
        refused: 'ExecutionDoesNotExist',
      },
    ],
    expect: { status: 'FAILED' },
  },
  {
    title: 'the same client token redrives once',
    source: reference(
      'RedriveExecution',
      'answers are idempotent for client tokens for 15 minutes',
    ),
    machine: machine({ Stop: fails('Boom') }),
    steps: [withToken('a'), withToken('a'), looks({ redriveCount: 1 })],
    expect: { status: 'FAILED', count: { ExecutionRedriven: 1 } },
  },
  {
    title: 'after fifteen minutes a client token redrives anew',
    source: reference('RedriveExecution', 'client tokens are valid for up to 15 minutes'),
    machine: machine({ Stop: fails('Boom') }),
    steps: [withToken('a'), { pass: 901 }, withToken('a'), looks({ redriveCount: 2 })],
    expect: { status: 'FAILED' },
  },
  {
    title: 'a stopped execution goes on where it was stopped',
    source: guide(PAGE, 'failed, aborted and timed out executions can be redriven'),
    machine: machine({ One: calls('one', { Next: 'Ask' }), Ask: waits('ask') }),
    steps: [
      stop,
      again,
      { call: 'SendTaskSuccess', input: { taskToken: '{{token.1}}', output: '2' } },
    ],
    expect: { status: 'SUCCEEDED', output: 2, calls: { one: 1, ask: 2 } },
  },
  {
    title: 'an execution that timed out goes on with the whole time anew',
    source: guide(PAGE, 'the time-out of the machine is reset to 0'),
    machine: machine({ Ask: waits('ask') }, { TimeoutSeconds: 20 }),
    steps: [
      { pass: 30 },
      again,
      { pass: 19 },
      { call: 'SendTaskSuccess', input: { taskToken: '{{token.1}}', output: '2' } },
    ],
    expect: { status: 'SUCCEEDED', output: 2, count: { ExecutionTimedOut: 1 } },
  },
  {
    title: 'the time-out of a task begins anew',
    source: guide(PAGE, 'TimeoutSeconds of a Task that is run again is reset to 0'),
    machine: machine({ Ask: waits('ask', { TimeoutSeconds: 10, End: true }) }),
    steps: [{ pass: 30 }, again, { pass: 9 }, looks({ status: 'RUNNING' }), { pass: 1 }],
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 40 },
  },
  {
    title: 'retriers count from 0 again',
    source: guide(PAGE, 'the retry attempt count is reset to 0 on redrive'),
    machine: machine({
      One: calls('work', { Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 2 }], End: true }),
    }),
    functions: { work: [boom] },
    steps: onceAgain,
    expect: { status: 'FAILED', callsAt: { work: [0, 1, 3, 100, 101, 103] } },
  },
  {
    title: 'the context object tells of the redrive',
    source: guide('input-output-contextobject', 'Execution.RedriveCount is the number of redrives'),
    machine: machine({
      One: calls('work', { Parameters: { 'n.$': '$$.Execution.RedriveCount' }, End: true }),
    }),
    functions: { work: [boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', inputs: { work: [{ n: 0 }, { n: 1 }] } },
  },
  {
    title: 'a Wait state whose moment has passed is left at once',
    source: guide(PAGE, 'a Wait state with a timestamp in the past is exited'),
    machine: machine({
      Both: side([{ Type: 'Wait', TimestampPath: '$.until', End: true }, calls('work')]),
    }),
    input: { until: '2026-03-02T00:00:00Z' },
    functions: { work: [boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', seconds: 100 },
  },
  {
    title: 'variables are what they were',
    source: guide(PAGE, 'redrive continues the execution with the results of successful steps'),
    machine: machine(
      {
        Set: { Type: 'Pass', Assign: { kept: 5 }, Next: 'One' },
        One: calls('work', { Arguments: { v: '{% $kept %}' }, End: true }),
      },
      { QueryLanguage: 'JSONata' },
    ),
    functions: { work: [boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', inputs: { work: [{ v: 5 }, { v: 5 }] } },
  },
  {
    title: 'of a Parallel state only the branches that failed or were stopped go on',
    source: guide(PAGE, 'only branches that failed or aborted are rescheduled and redriven'),
    machine: machine({ Both: side([calls('good'), calls('bad')]) }),
    functions: { good: [{ output: 'kept' }], bad: [boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', output: ['kept', 'done'], calls: { good: 1, bad: 2 } },
  },
  {
    title: 'a branch goes on at the state at which it stood',
    source: guide(PAGE, 'redrive continues from the step that failed, inside branches too'),
    machine: machine({
      Both: side([
        side([calls('first', { End: true })]),
        {
          Type: 'Parallel',
          Branches: [machine({ A: calls('a', { Next: 'B' }), B: calls('b') })],
          End: true,
        },
      ]),
    }),
    functions: { first: [done], a: [{ output: 1 }], b: [boom, done] },
    steps: onceAgain,
    expect: {
      status: 'SUCCEEDED',
      output: [['done'], ['done']],
      calls: { first: 1, a: 1, b: 2 },
    },
  },
  {
    title: 'a branch that was stopped goes on too',
    source: guide(PAGE, 'only branches that failed or aborted are rescheduled and redriven'),
    machine: machine({ Both: side([pauses(10), calls('bad')]) }),
    functions: { bad: [boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', seconds: 110 },
  },
  {
    title: 'a Parallel state that failed by too much data is run again as a whole',
    source: guide(PAGE, 'after States.DataLimitExceeded successful branches are run again too'),
    machine: machine({ Both: side([calls('good'), calls('bad')]) }),
    functions: { good: [done], bad: [{ output: 'x'.repeat(300_000) }, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', calls: { good: 2, bad: 2 } },
  },
  {
    title: 'of an inline Map only the iterations that failed or were stopped go on',
    source: guide(PAGE, 'only iterations that failed or aborted are rescheduled and redriven'),
    machine: machine({ Each: each(calls('work'), { MaxConcurrency: 1, End: true }) }),
    input: ['a', 'b', 'c'],
    functions: { work: [{ output: 1 }, boom, { output: 2 }, { output: 3 }] },
    steps: onceAgain,
    expect: {
      status: 'SUCCEEDED',
      output: [1, 2, 3],
      inputs: { work: ['a', 'b', 'b', 'c'] },
    },
  },
  {
    title: 'a stopped inline Map goes on as far as it had come',
    source: guide(PAGE, 'only iterations that failed or aborted are rescheduled and redriven'),
    machine: machine({ Each: each(pauses(10), { MaxConcurrency: 1, End: true }) }),
    input: [1, 2, 3],
    steps: [{ pass: 15 }, stop, again, { pass: 100 }],
    expect: { status: 'SUCCEEDED', output: [1, 2, 3], seconds: 35 },
  },
  {
    title: 'of a map run only the executions that did not succeed are redriven',
    source: guide(RUN, 'a redriven parent redrives the unsuccessful child executions of the run'),
    machine: machine({ Each: spread(calls('work'), { MaxConcurrency: 1, End: true }) }),
    input: ['a', 'b', 'c'],
    functions: { work: [{ output: 1 }, boom, { output: 2 }, { output: 3 }] },
    steps: onceAgain,
    expect: {
      status: 'SUCCEEDED',
      output: [1, 2, 3],
      inputs: { work: ['a', 'b', 'b', 'c'] },
      count: { MapRunStarted: 1, MapRunRedriven: 1, MapRunFailed: 1, MapRunSucceeded: 1 },
    },
  },
  {
    title: 'a map run counts its redrives',
    source: reference('DescribeMapRun', 'redriveCount is the number of redrives of the map run'),
    machine: machine({ Each: spread(calls('work')) }),
    input: [1],
    functions: { work: [boom, done] },
    steps: [
      run({ redriveCount: 0, status: 'FAILED' }),
      ...onceAgain,
      run({ redriveCount: 1, status: 'SUCCEEDED', executionCounts: { succeeded: 1, failed: 0 } }),
    ],
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'the execution of an item goes on at the state that failed',
    source: guide(RUN, 'standard children are redriven from the last state that was unsuccessful'),
    machine: machine({
      Each: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          ...machine({ A: calls('a', { Next: 'B' }), B: calls('b') }),
        },
        End: true,
      },
    }),
    input: [1],
    functions: { a: [done], b: [boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', calls: { a: 1, b: 2 } },
  },
  {
    title: 'the execution of an express item begins anew',
    source: guide(RUN, 'express children are started again; the first state is run first'),
    machine: machine({
      Each: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
          ...machine({ A: calls('a', { Next: 'B' }), B: calls('b') }),
        },
        End: true,
      },
    }),
    input: [1],
    functions: { a: [done], b: [boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', output: ['done'], calls: { a: 2, b: 2 } },
  },
  {
    title: 'what waits for its turn is pending redrive',
    source: guide(RUN, 'above the concurrency limit children are in the Pending redrive state'),
    machine: machine({ Each: spread(pauses(10), { MaxConcurrency: 1, End: true }) }),
    input: [1, 2, 3],
    steps: [
      { call: 'UpdateMapRun', input: { mapRunArn: '{{mapRun}}', maxConcurrency: 3 } },
      { pass: 5 },
      { call: 'UpdateMapRun', input: { mapRunArn: '{{mapRun}}', maxConcurrency: 1 } },
      stop,
      run({ executionCounts: { aborted: 3, pendingRedrive: 0 } }),
      again,
      run({ status: 'RUNNING', executionCounts: { running: 1, pendingRedrive: 2, aborted: 0 } }),
      { pass: 100 },
    ],
    expect: { status: 'SUCCEEDED', output: [1, 2, 3], seconds: 35 },
  },
  {
    title: 'the execution of an item is redriven by its map run only',
    source: reference('RedriveExecution', 'a Map Run is redriven by redriving the parent workflow'),
    machine: machine({ Each: spread(fails('Boom')) }),
    input: [1],
    steps: [
      {
        call: 'DescribeExecution',
        input: { executionArn: '{{item}}' },
        answer: { redriveStatus: 'REDRIVABLE_BY_MAP_RUN' },
      },
      {
        call: 'RedriveExecution',
        input: { executionArn: '{{item}}' },
        refused: 'ExecutionNotRedrivable',
      },
    ],
    expect: { status: 'FAILED' },
  },
  {
    title: 'a failed reader reads again, in a new map run',
    source: guide(RUN, 'after States.ItemReaderFailed the input in the bucket is used'),
    machine: machine({
      Each: spread(passes(), {
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          Parameters: { Bucket: 'data', Key: 'not-yet.json' },
          ReaderConfig: { InputType: 'JSON' },
        },
        End: true,
      }),
    }),
    steps: onceAgain,
    expect: {
      status: 'FAILED',
      error: 'States.ItemReaderFailed',
      count: { MapRunStarted: 2, MapRunRedriven: 0 },
    },
  },
  {
    title: 'thresholds hold for a redriven run as well',
    source: guide(RUN, 'failures of redriven children count towards the threshold'),
    machine: machine({ Each: spread(calls('work'), { ToleratedFailureCount: 1, End: true }) }),
    input: [1, 2, 3],
    functions: { work: [boom, boom, done, boom, done] },
    steps: onceAgain,
    expect: { status: 'SUCCEEDED', count: { MapRunRedriven: 1 } },
  },
];

function withToken(clientToken: string) {
  return { call: 'RedriveExecution', input: { executionArn: '{{execution}}', clientToken } };
}

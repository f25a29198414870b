/** TimeoutSeconds, HeartbeatSeconds, and tasks that wait for their token. */
import type { DocumentedCase } from './documented-case.ts';
import { guide, machine, pauses, reference, waits } from './machines.ts';

const TASK = 'state-task';
const TOKEN = 'connect-to-resource';

const succeed = (output: unknown, token = '{{token.0}}') => ({
  call: 'SendTaskSuccess',
  input: { taskToken: token, output: JSON.stringify(output) },
});

const beat = { call: 'SendTaskHeartbeat', input: { taskToken: '{{token.0}}' } };

/** What AWS says of time-outs, heartbeats and tokens. */
export const TIMEOUTS: readonly DocumentedCase[] = [
  {
    title: 'a task that runs longer than TimeoutSeconds fails by States.Timeout',
    source: guide(TASK, 'a task that runs longer than the seconds fails with States.Timeout'),
    machine: machine({ Ask: waits('ask', { TimeoutSeconds: 10, End: true }) }),
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 10, count: { TaskTimedOut: 1 } },
  },
  {
    title: 'the schedule of a task tells its time-outs',
    source: reference('TaskScheduledEventDetails', 'has timeoutInSeconds and heartbeatInSeconds'),
    machine: machine({ Ask: waits('ask', { TimeoutSeconds: 10, HeartbeatSeconds: 3, End: true }) }),
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 3 },
  },
  {
    title: 'TimeoutSecondsPath takes the time from the input',
    source: guide(
      TASK,
      'TimeoutSecondsPath selects the seconds from the input by a reference path',
    ),
    machine: machine({ Ask: waits('ask', { TimeoutSecondsPath: '$.limit', End: true }) }),
    input: { limit: 7 },
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 7 },
  },
  {
    title: 'a TimeoutSecondsPath that selects no number is a fault of the definition',
    source: guide(TASK, 'the path must select a field whose value is a positive integer'),
    machine: machine({ Ask: waits('ask', { TimeoutSecondsPath: '$.limit', End: true }) }),
    input: { limit: 'soon' },
    expect: { status: 'FAILED', error: 'States.Runtime', calls: { ask: 0 } },
  },
  {
    title: 'in JSONata TimeoutSeconds may be an expression',
    source: guide(TASK, 'in JSONata the field may be an expression that gives an integer'),
    machine: machine(
      {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Arguments: {
            FunctionName: 'ask',
            Payload: { token: '{% $states.context.Task.Token %}' },
          },
          TimeoutSeconds: '{% $states.input.limit * 2 %}',
          End: true,
        },
      },
      { QueryLanguage: 'JSONata' },
    ),
    input: { limit: 4 },
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 8 },
  },
  {
    title: 'TimeoutSeconds of the machine ends the execution as timed out',
    source: guide(
      'statemachine-structure',
      'an execution that runs longer fails with States.Timeout',
    ),
    machine: machine({ Wait: pauses(60) }, { TimeoutSeconds: 20 }),
    expect: { status: 'TIMED_OUT', seconds: 20, count: { ExecutionTimedOut: 1 } },
  },
  {
    title: 'the time of the machine goes on while a task waits for its token',
    source: guide('statemachine-structure', 'TimeoutSeconds is the most that an execution may run'),
    machine: machine({ Ask: waits('ask') }, { TimeoutSeconds: 20 }),
    expect: { status: 'TIMED_OUT', seconds: 20 },
  },
  {
    title: 'a task that sends no heartbeat for HeartbeatSeconds fails by States.Timeout',
    source: guide(TASK, 'more time than HeartbeatSeconds between heartbeats fails the task'),
    machine: machine({ Ask: waits('ask', { HeartbeatSeconds: 5, End: true }) }),
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 5 },
  },
  {
    title: 'every heartbeat begins the time anew',
    source: reference('SendTaskHeartbeat', 'resets the heartbeat clock'),
    machine: machine({ Ask: waits('ask', { HeartbeatSeconds: 5, End: true }) }),
    steps: [{ pass: 4 }, beat, { pass: 4 }, beat, { pass: 60 }],
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 13 },
  },
  {
    title: 'a heartbeat is no event of the history',
    source: reference('SendTaskHeartbeat', 'the action itself makes no event'),
    machine: machine({ Ask: waits('ask', { HeartbeatSeconds: 5, End: true }) }),
    steps: [beat, beat, succeed(1)],
    expect: {
      status: 'SUCCEEDED',
      events: [
        'ExecutionStarted',
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskSubmitted',
        'TaskSucceeded',
        'TaskStateExited',
        'ExecutionSucceeded',
      ],
    },
  },
  {
    title: 'heartbeats do not lengthen TimeoutSeconds',
    source: reference(
      'SendTaskHeartbeat',
      'the time-out of a task is its longest duration, heartbeats or not',
    ),
    machine: machine({ Ask: waits('ask', { TimeoutSeconds: 9, HeartbeatSeconds: 5, End: true }) }),
    steps: [{ pass: 4 }, beat, { pass: 4 }, beat, { pass: 60 }],
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 9 },
  },
  {
    title: 'HeartbeatSecondsPath takes the time from the input',
    source: guide(TASK, 'HeartbeatSecondsPath selects the seconds by a reference path'),
    machine: machine({ Ask: waits('ask', { HeartbeatSecondsPath: '$.beat', End: true }) }),
    input: { beat: 6 },
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 6 },
  },
  {
    title: 'a heartbeat for a task without HeartbeatSeconds is accepted',
    source: reference('SendTaskHeartbeat', 'tells that the task makes progress'),
    machine: machine({ Ask: waits('ask') }),
    steps: [beat, succeed(1)],
    expect: { status: 'SUCCEEDED', output: 1 },
  },
  {
    title: 'SendTaskSuccess ends the task with its output',
    source: guide(
      TOKEN,
      'the task waits until SendTaskSuccess or SendTaskFailure is called with its token',
    ),
    machine: machine({ Ask: waits('ask') }),
    steps: [{ pass: 100 }, succeed({ answer: 42 })],
    expect: { status: 'SUCCEEDED', output: { answer: 42 }, seconds: 100 },
  },
  {
    title: 'a task without a time-out waits for its token as long as it takes',
    source: guide(TOKEN, 'a waiting task waits until the execution reaches the quota of one year'),
    machine: machine({ Ask: waits('ask') }),
    steps: [{ pass: 86_400 * 300 }, succeed(1)],
    expect: { status: 'SUCCEEDED', seconds: 86_400 * 300 },
  },
  {
    title: 'SendTaskFailure ends the task with error and cause',
    source: reference('SendTaskFailure', 'takes the error code and the cause of the failure'),
    machine: machine({ Ask: waits('ask') }),
    steps: [
      {
        call: 'SendTaskFailure',
        input: { taskToken: '{{token.0}}', error: 'Refused', cause: 'not now' },
      },
    ],
    expect: { status: 'FAILED', error: 'Refused', cause: 'not now' },
  },
  {
    title: 'SendTaskFailure may name neither error nor cause',
    source: reference('SendTaskFailure', 'error and cause are not required'),
    machine: machine({ Ask: waits('ask') }),
    steps: [{ call: 'SendTaskFailure', input: { taskToken: '{{token.0}}' } }],
    expect: { status: 'FAILED', count: { TaskFailed: 1 } },
  },
  {
    title: 'a failure by token may be retried, with another token',
    source: guide('input-output-contextobject', 'a task that is retried gets a token of its own'),
    machine: machine({
      Ask: waits('ask', { Retry: [{ ErrorEquals: ['Refused'] }], End: true }),
    }),
    steps: [
      { call: 'SendTaskFailure', input: { taskToken: '{{token.0}}', error: 'Refused' } },
      { pass: 5 },
      {
        call: 'SendTaskSuccess',
        input: { taskToken: '{{token.0}}', output: '1' },
        refused: 'TaskTimedOut',
      },
      succeed(2, '{{token.1}}'),
    ],
    expect: { status: 'SUCCEEDED', output: 2, calls: { ask: 2 } },
  },
  {
    title: 'a token ends its task once',
    source: reference(
      'SendTaskSuccess',
      'TaskTimedOut: the token has expired or its task was closed',
    ),
    machine: machine({ Ask: waits('ask') }),
    steps: [succeed(1), { ...succeed(2), refused: 'TaskTimedOut' }],
    expect: { status: 'SUCCEEDED', output: 1 },
  },
  {
    title: 'a token is worth nothing after its time-out',
    source: reference(
      'SendTaskSuccess',
      'TaskTimedOut: the token has expired or its task was closed',
    ),
    machine: machine({
      Ask: waits('ask', {
        TimeoutSeconds: 5,
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Wait' }],
        End: true,
      }),
      Wait: pauses(60),
    }),
    steps: [{ pass: 6 }, { ...succeed(1), refused: 'TaskTimedOut' }, { pass: 100 }],
    expect: { status: 'SUCCEEDED', seconds: 65 },
  },
  {
    title: 'a heartbeat after the time-out is refused',
    source: reference(
      'SendTaskHeartbeat',
      'TaskTimedOut: the token has expired or its task was closed',
    ),
    machine: machine({ Ask: waits('ask', { TimeoutSeconds: 5, End: true }) }),
    steps: [{ pass: 6 }, { ...beat, refused: 'TaskTimedOut' }],
    expect: { status: 'FAILED' },
  },
  {
    title: 'a token that no task has is refused',
    source: reference('SendTaskSuccess', 'InvalidToken: the token is not valid'),
    machine: machine({ Ask: waits('ask') }),
    steps: [{ ...succeed(1, 'made-up'), refused: 'InvalidToken' }, succeed(2)],
    expect: { status: 'SUCCEEDED', output: 2 },
  },
  {
    title: 'an output that is no JSON is refused, and the task waits on',
    source: reference('SendTaskSuccess', 'InvalidOutput: the output is not valid'),
    machine: machine({ Ask: waits('ask') }),
    steps: [
      {
        call: 'SendTaskSuccess',
        input: { taskToken: '{{token.0}}', output: '{nope' },
        refused: 'InvalidOutput',
      },
      succeed(3),
    ],
    expect: { status: 'SUCCEEDED', output: 3 },
  },
  {
    title: 'the token of a stopped execution is worth nothing',
    source: reference(
      'SendTaskSuccess',
      'TaskTimedOut: the token has expired or its task was closed',
    ),
    machine: machine({ Ask: waits('ask') }),
    steps: [
      { call: 'StopExecution', input: { executionArn: '{{execution}}', error: 'E', cause: 'C' } },
      { ...succeed(1), refused: 'TaskTimedOut' },
    ],
    expect: { status: 'ABORTED', error: 'E', cause: 'C' },
  },
  {
    title: 'the answer of the function is not the output of the task',
    source: guide(TOKEN, 'the output is what SendTaskSuccess gives'),
    machine: machine({ Ask: waits('ask') }),
    functions: { ask: [{ output: 'taken note' }] },
    steps: [succeed('by token')],
    expect: { status: 'SUCCEEDED', output: 'by token' },
  },
  {
    title: 'a function that fails fails the task although it waits for a token',
    source: guide(TOKEN, 'the request itself may fail'),
    machine: machine({ Ask: waits('ask') }),
    functions: { ask: [{ error: 'Boom' }] },
    expect: { status: 'FAILED', error: 'Boom' },
  },
];

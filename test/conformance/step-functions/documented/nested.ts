/** Executions that executions start. */
import type { DocumentedCase } from './documented-case.ts';
import { fails, guide, machine, passes, pauses, reference } from './machines.ts';

const PAGE = 'connect-stepfunctions';

/** A state that starts the nested machine. */
function starts(pattern: string, more: object = {}): object {
  return {
    Type: 'Task',
    Resource: `arn:aws:states:::states:startExecution${pattern}`,
    Parameters: { StateMachineArn: '{{nested}}', 'Input.$': '$' },
    End: true,
    ...more,
  };
}

const only = (names: Readonly<Record<string, string>>) => ({ ResultSelector: names });

/** What AWS says of nested executions. */
export const NESTED: readonly DocumentedCase[] = [
  {
    title: 'without a pattern the task ends when the execution has started',
    source: guide('connect-to-resource', 'request response: goes on after the answer'),
    nested: machine({ Long: pauses(500) }),
    machine: machine({ Start: starts('', only({ 'arn.$': '$.ExecutionArn' })) }),
    expect: { status: 'SUCCEEDED', seconds: 0, output: { arn: '{{child}}' } },
  },
  {
    title: 'with .sync the task ends when the execution has ended',
    source: guide('connect-to-resource', 'run a job: waits until the request is complete'),
    nested: machine({ Long: pauses(500) }),
    machine: machine({ Start: starts('.sync', only({ 'status.$': '$.Status' })) }),
    expect: { status: 'SUCCEEDED', seconds: 500, output: { status: 'SUCCEEDED' } },
  },
  {
    title: 'with .sync the output is a text',
    source: guide(PAGE, 'startExecution.sync gives the output as string'),
    nested: machine({ End: passes({ a: 1 }) }),
    machine: machine({ Start: starts('.sync', only({ 'made.$': '$.Output' })) }),
    expect: { status: 'SUCCEEDED', output: { made: '{"a":1}' } },
  },
  {
    title: 'with .sync:2 the output is JSON',
    source: guide(PAGE, 'startExecution.sync:2 gives the output as JSON'),
    nested: machine({ End: passes({ a: 1 }) }),
    machine: machine({ Start: starts('.sync:2', only({ 'made.$': '$.Output.a' })) }),
    expect: { status: 'SUCCEEDED', output: { made: 1 } },
  },
  {
    title: 'the input of the task is the input of the execution',
    source: guide(PAGE, 'Input is the input of the nested execution'),
    nested: machine({ End: passes() }),
    machine: machine({ Start: starts('.sync:2', only({ 'made.$': '$.Output' })) }),
    input: { given: [1, 2] },
    expect: { status: 'SUCCEEDED', output: { made: { given: [1, 2] } } },
  },
  {
    title: 'an execution without Input has an empty object',
    source: reference('StartExecution', 'without input the execution is given {}'),
    nested: machine({ End: passes() }),
    machine: machine({
      Start: starts('.sync:2', {
        Parameters: { StateMachineArn: '{{nested}}' },
        ...only({ 'made.$': '$.Output' }),
      }),
    }),
    input: { given: 1 },
    expect: { status: 'SUCCEEDED', output: { made: {} } },
  },
  {
    title: 'an execution that fails fails the task by States.TaskFailed',
    source: guide(PAGE, 'the task fails when the nested execution does'),
    nested: machine({ Bad: fails('Boom', 'why') }),
    machine: machine({ Start: starts('.sync') }),
    expect: { status: 'FAILED', error: 'States.TaskFailed', count: { TaskFailed: 1 } },
  },
  {
    title: 'the cause of the failure is the description of the execution',
    source: guide(PAGE, 'the cause holds what DescribeExecution tells'),
    nested: machine({ Bad: fails('Boom', 'why') }),
    machine: machine({
      Start: starts('.sync:2', { Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Read' }] }),
      Read: {
        Type: 'Pass',
        Parameters: { 'cause.$': 'States.StringToJson($.Cause)' },
        Next: 'Pick',
      },
      Pick: {
        Type: 'Pass',
        Parameters: {
          'status.$': '$.cause.Status',
          'error.$': '$.cause.Error',
          'why.$': '$.cause.Cause',
        },
        End: true,
      },
    }),
    expect: { status: 'SUCCEEDED', output: { status: 'FAILED', error: 'Boom', why: 'why' } },
  },
  {
    title: 'an execution that is stopped fails the task',
    source: guide(PAGE, 'an execution that did not succeed fails the task'),
    nested: machine({ Long: pauses(500) }),
    machine: machine({ Start: starts('.sync') }),
    steps: [
      { pass: 5 },
      { call: 'StopExecution', input: { executionArn: '{{child}}' } },
      { pass: 5 },
    ],
    expect: { status: 'FAILED', error: 'States.TaskFailed', seconds: 5 },
  },
  {
    title: 'an execution that times out fails the task',
    source: guide(PAGE, 'an execution that did not succeed fails the task'),
    nested: machine({ Long: pauses(500) }, { TimeoutSeconds: 30 }),
    machine: machine({ Start: starts('.sync') }),
    expect: { status: 'FAILED', error: 'States.TaskFailed', seconds: 30 },
  },
  {
    title: 'stopping the outer execution stops the one it waits for',
    source: guide(
      'connect-to-resource',
      'a task of .sync that is aborted stops its job on a best effort',
    ),
    nested: machine({ Long: pauses(500) }),
    machine: machine({ Start: starts('.sync') }),
    steps: [
      { pass: 5 },
      { call: 'StopExecution', input: { executionArn: '{{execution}}' } },
      { pass: 1 },
      {
        call: 'DescribeExecution',
        input: { executionArn: '{{child}}' },
        answer: { status: 'ABORTED' },
      },
    ],
    expect: { status: 'ABORTED' },
  },
  {
    title: 'a task that times out stops the execution it waits for',
    source: guide(
      'connect-to-resource',
      'a task of .sync that is aborted stops its job on a best effort',
    ),
    nested: machine({ Long: pauses(500) }),
    machine: machine({ Start: starts('.sync', { TimeoutSeconds: 7 }) }),
    steps: [
      { pass: 10 },
      {
        call: 'DescribeExecution',
        input: { executionArn: '{{child}}' },
        answer: { status: 'ABORTED' },
      },
    ],
    expect: { status: 'FAILED', error: 'States.Timeout', seconds: 7 },
  },
  {
    title: 'an execution that the outer one does not wait for goes on when that is stopped',
    source: guide('connect-to-resource', 'request response does not wait'),
    nested: machine({ Long: pauses(50) }),
    machine: machine({
      Start: starts('', { Next: 'Wait', End: undefined }),
      Wait: pauses(500),
    }),
    steps: [
      { pass: 5 },
      { call: 'StopExecution', input: { executionArn: '{{execution}}' } },
      { pass: 100 },
      {
        call: 'DescribeExecution',
        input: { executionArn: '{{child}}' },
        answer: { status: 'SUCCEEDED' },
      },
    ],
    expect: { status: 'ABORTED' },
  },
  {
    title: 'a task may wait for a token that the execution was given',
    source: guide(PAGE, 'startExecution offers .waitForTaskToken'),
    nested: machine({
      Tell: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
        Parameters: { 'TaskToken.$': '$.token', Output: { said: 'hello' } },
        End: true,
      },
    }),
    machine: machine({
      Start: starts('.waitForTaskToken', {
        Parameters: {
          StateMachineArn: '{{nested}}',
          Input: { 'token.$': '$$.Task.Token' },
        },
      }),
    }),
    expect: { status: 'SUCCEEDED', output: { said: 'hello' } },
  },
  {
    title: 'a name that is taken fails the task by the error of the service',
    source: guide(PAGE, 'names of executions are unique for a machine'),
    nested: machine({ End: passes() }),
    machine: machine({
      One: starts('.sync', { Parameters: named(1), Next: 'Two', End: undefined }),
      Two: starts('.sync', { Parameters: named(2) }),
    }),
    expect: { status: 'FAILED', error: 'StepFunctions.ExecutionAlreadyExistsException' },
  },
];

function named(input: number): object {
  return { StateMachineArn: '{{nested}}', Name: 'the-same', Input: { input } };
}

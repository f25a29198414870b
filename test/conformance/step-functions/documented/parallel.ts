/** Parallel. */
import type { DocumentedCase } from './documented-case.ts';
import { calls, fails, guide, machine, passes, pauses, side, waits } from './machines.ts';

const PAGE = 'state-parallel';

/** What AWS says of Parallel states. */
export const PARALLEL: readonly DocumentedCase[] = [
  {
    title: 'the result is a list with one element for each branch, in their order',
    source: guide(PAGE, 'the output is an array with one element per branch'),
    machine: machine({
      All: side([
        machineOf({ Wait: { Type: 'Wait', Seconds: 9, Next: 'A' }, A: passes('slow') }),
        passes('quick'),
      ]),
    }),
    expect: { status: 'SUCCEEDED', output: [['slow'], 'quick'], seconds: 9 },
  },
  {
    title: 'every branch gets a copy of the input',
    source: guide(PAGE, 'each branch gets a copy of the input of the state'),
    machine: machine({ All: side([passes(), passes()]) }),
    input: { a: 1 },
    expect: { status: 'SUCCEEDED', output: [{ a: 1 }, { a: 1 }] },
  },
  {
    title: 'Parameters make the input of the branches',
    source: guide(PAGE, 'a Parallel state shapes its input as other states do'),
    machine: machine({
      All: side([passes(), passes()], { Parameters: { 'b.$': '$.a' }, End: true }),
    }),
    input: { a: 1 },
    expect: { status: 'SUCCEEDED', output: [{ b: 1 }, { b: 1 }] },
  },
  {
    title: 'the elements of the result need not be alike',
    source: guide(PAGE, 'the elements of the output need not be of the same type'),
    machine: machine({ All: side([passes(1), passes('two'), passes({ three: 3 })]) }),
    expect: { status: 'SUCCEEDED', output: [1, 'two', { three: 3 }] },
  },
  {
    title: 'ResultSelector shapes the list of results',
    source: guide(PAGE, 'ResultSelector makes what is passed on from the result'),
    machine: machine({
      All: side([passes(1), passes(2)], { ResultSelector: { 'last.$': '$[1]' }, End: true }),
    }),
    expect: { status: 'SUCCEEDED', output: { last: 2 } },
  },
  {
    title: 'ResultPath places the list of results beside the input',
    source: guide(PAGE, 'ResultPath says where in the input the output of the branches lies'),
    machine: machine({ All: side([passes(1), passes(2)], { ResultPath: '$.all', End: true }) }),
    input: { a: 0 },
    expect: { status: 'SUCCEEDED', output: { a: 0, all: [1, 2] } },
  },
  {
    title: 'in JSONata Output sees the list as $states.result',
    source: guide(PAGE, 'Output and Assign see the results in JSONata'),
    machine: machine(
      {
        All: side(
          [
            { Type: 'Pass', Output: 1, End: true },
            { Type: 'Pass', Output: 2, End: true },
          ],
          {
            Output: '{% $sum($states.result) %}',
            End: true,
          },
        ),
      },
      { QueryLanguage: 'JSONata' },
    ),
    expect: { status: 'SUCCEEDED', output: 3 },
  },
  {
    title: 'in JSONata Arguments make the input of the branches',
    source: guide(PAGE, 'Arguments of a Parallel state are the input of its branches'),
    machine: machine(
      {
        All: side([{ Type: 'Pass', End: true }], {
          Arguments: { b: '{% $states.input.a %}' },
          End: true,
        }),
      },
      { QueryLanguage: 'JSONata' },
    ),
    input: { a: 1 },
    expect: { status: 'SUCCEEDED', output: [{ b: 1 }] },
  },
  {
    title: 'one branch that fails stops the others and fails the state',
    source: guide(PAGE, 'if any branch fails the whole state fails and all branches are stopped'),
    machine: machine({ All: side([fails('Boom', 'why'), pauses(60)]) }),
    expect: { status: 'FAILED', error: 'Boom', cause: 'why', seconds: 0 },
  },
  {
    title: 'a branch that goes on after another failed is not finished',
    source: guide(PAGE, 'all branches are considered to have failed and are stopped'),
    machine: machine({
      All: side([
        machineOf({ Wait: { Type: 'Wait', Seconds: 5, Next: 'Bad' }, Bad: fails('Boom') }),
        machineOf({ Longer: { Type: 'Wait', Seconds: 9, Next: 'Late' }, Late: calls('late') }),
      ]),
    }),
    expect: { status: 'FAILED', error: 'Boom', seconds: 5, calls: { late: 0 } },
  },
  {
    title: 'the token of a branch that was stopped is worth nothing',
    source: guide(
      PAGE,
      'a failed Parallel state does not stop running functions, but their end does not count',
    ),
    machine: machine({
      All: side([waits('ask'), pausesThenFails(5)], {
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      }),
      Caught: pauses(60),
    }),
    steps: [
      { pass: 6 },
      {
        call: 'SendTaskSuccess',
        input: { taskToken: '{{token.0}}', output: '1' },
        refused: 'TaskTimedOut',
      },
      { pass: 100 },
    ],
    expect: { status: 'SUCCEEDED', seconds: 65 },
  },
  {
    title: 'the state waits until every branch has come to an end',
    source: guide(PAGE, 'the state waits until all branches are in a terminal state'),
    machine: machine({ All: side([pauses(3), pauses(8), pauses(5)]) }),
    expect: { status: 'SUCCEEDED', seconds: 8 },
  },
  {
    title: 'Parallel states may be inside each other',
    source: guide(PAGE, 'branches are machines of any states'),
    machine: machine({ All: side([side([passes(1), passes(2)]), passes(3)]) }),
    expect: { status: 'SUCCEEDED', output: [[1, 2], 3] },
  },
  {
    title: 'the error of an inner branch is the error of the outer state',
    source: guide(PAGE, 'an unhandled error in a branch is the error of the state'),
    machine: machine({ All: side([side([fails('Boom', 'inside')]), passes(3)]) }),
    expect: { status: 'FAILED', error: 'Boom', cause: 'inside', count: { ParallelStateFailed: 2 } },
  },
  {
    title: 'variables of a branch are not seen outside of it',
    source: guide('workflow-variables', 'a branch reads the variables around it and keeps its own'),
    machine: machine(
      {
        Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'All' },
        All: side([{ Type: 'Pass', Assign: { inner: 2 }, Output: '{% $outer %}', End: true }], {
          Next: 'Look',
        }),
        Look: { Type: 'Pass', Output: '{% [$states.input, $outer] %}', End: true },
      },
      { QueryLanguage: 'JSONata' },
    ),
    expect: { status: 'SUCCEEDED', output: [1, 1] },
  },
];

/** A branch of several states, as a state of one. */
function machineOf(States: object): object {
  return { Type: 'Parallel', Branches: [machine(States)], End: true };
}

function pausesThenFails(Seconds: number): object {
  return machineOf({ Wait: { Type: 'Wait', Seconds, Next: 'Bad' }, Bad: fails('Boom') });
}

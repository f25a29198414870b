/** Inline Map. */
import type { DocumentedCase } from './documented-case.ts';
import { calls, each, fails, guide, machine, passes, pauses } from './machines.ts';

const PAGE = 'state-map-inline';

/** What AWS says of inline Maps. */
export const MAPS: readonly DocumentedCase[] = [
  {
    title: 'the result is the list of the outputs in the order of the items',
    source: guide(PAGE, 'the output is an array of the outputs of the iterations'),
    machine: machine({
      Each: each({ Type: 'Wait', SecondsPath: '$', End: true }),
    }),
    input: [9, 3, 6],
    expect: { status: 'SUCCEEDED', output: [9, 3, 6], seconds: 9 },
  },
  {
    title: 'an empty list has an empty result',
    source: guide(PAGE, 'an iteration is made for each item'),
    machine: machine({ Each: each(calls('work')) }),
    input: [],
    expect: { status: 'SUCCEEDED', output: [], calls: { work: 0 } },
  },
  {
    title: 'ItemsPath selects the items',
    source: guide('input-output-itemspath', 'ItemsPath is the reference path of the array'),
    machine: machine({ Each: each(passes(), { ItemsPath: '$.list', End: true }) }),
    input: { list: [1, 2], other: 3 },
    expect: { status: 'SUCCEEDED', output: [1, 2] },
  },
  {
    title: 'ItemsPath sees what InputPath selects',
    source: guide('input-output-itemspath', 'ItemsPath is applied after InputPath'),
    machine: machine({
      Each: each(passes(), { InputPath: '$.in', ItemsPath: '$.list', End: true }),
    }),
    input: { in: { list: [1] } },
    expect: { status: 'SUCCEEDED', output: [1] },
  },
  {
    title: 'ItemSelector makes the input of each iteration',
    source: guide(
      'input-output-itemselector',
      'ItemSelector overrides the items, by the context object too',
    ),
    machine: machine({
      Each: each(passes(), {
        ItemsPath: '$.list',
        ItemSelector: {
          'value.$': '$$.Map.Item.Value',
          'index.$': '$$.Map.Item.Index',
          'shared.$': '$.shared',
        },
        End: true,
      }),
    }),
    input: { list: ['a', 'b'], shared: 1 },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { value: 'a', index: 0, shared: 1 },
        { value: 'b', index: 1, shared: 1 },
      ],
    },
  },
  {
    title: 'in JSONata Items is an expression that gives a list',
    source: guide(PAGE, 'Items is a list or an expression that gives one'),
    machine: machine(
      {
        Each: each({ Type: 'Pass', End: true }, { Items: '{% [1..3] %}', End: true }),
      },
      { QueryLanguage: 'JSONata' },
    ),
    expect: { status: 'SUCCEEDED', output: [1, 2, 3] },
  },
  {
    title: 'MaxConcurrency 1 runs one iteration after the other',
    source: guide(PAGE, 'a MaxConcurrency of 1 runs iterations in order'),
    machine: machine({ Each: each(pauses(10), { MaxConcurrency: 1, End: true }) }),
    input: [1, 2, 3],
    expect: { status: 'SUCCEEDED', seconds: 30 },
  },
  {
    title: 'MaxConcurrency bounds how many iterations run at once',
    source: guide(PAGE, 'MaxConcurrency is the most iterations that run at once'),
    machine: machine({ Each: each(pauses(10), { MaxConcurrency: 2, End: true }) }),
    input: [1, 2, 3, 4, 5],
    expect: { status: 'SUCCEEDED', seconds: 30 },
  },
  {
    title: 'MaxConcurrency 0 sets no bound',
    source: guide(PAGE, 'the default is 0: as many as possible at once'),
    machine: machine({ Each: each(pauses(10), { MaxConcurrency: 0, End: true }) }),
    input: [1, 2, 3, 4, 5],
    expect: { status: 'SUCCEEDED', seconds: 10 },
  },
  {
    title: 'MaxConcurrencyPath takes the bound from the input',
    source: guide(PAGE, 'MaxConcurrencyPath selects a non-negative integer'),
    machine: machine({
      Each: each(pauses(10), { ItemsPath: '$.list', MaxConcurrencyPath: '$.most', End: true }),
    }),
    input: { list: [1, 2, 3], most: 1 },
    expect: { status: 'SUCCEEDED', seconds: 30 },
  },
  {
    title: 'an iteration that fails fails the state, and the others are stopped',
    source: guide(PAGE, 'an iteration that fails fails the whole state'),
    machine: machine({ Each: each(calls('work')) }),
    input: [1, 2, 3],
    functions: { work: [{ output: 1 }, { error: 'Boom' }] },
    expect: {
      status: 'FAILED',
      error: 'Boom',
      count: { MapStateFailed: 1, MapIterationFailed: 1 },
    },
  },
  {
    title: 'iterations that had not begun are not begun after a failure',
    source: guide(PAGE, 'an iteration that fails fails the whole state'),
    machine: machine({ Each: each(calls('work'), { MaxConcurrency: 1, End: true }) }),
    input: [1, 2, 3],
    functions: { work: [{ error: 'Boom' }] },
    expect: { status: 'FAILED', calls: { work: 1 }, count: { MapIterationStarted: 1 } },
  },
  {
    title: 'ResultSelector and ResultPath shape the list of results',
    source: guide(PAGE, 'ResultSelector makes a new object of the result, ResultPath places it'),
    machine: machine({
      Each: each(passes(), {
        ItemsPath: '$.list',
        ResultSelector: { 'first.$': '$[0]' },
        ResultPath: '$.made',
        End: true,
      }),
    }),
    input: { list: [7, 8] },
    expect: { status: 'SUCCEEDED', output: { list: [7, 8], made: { first: 7 } } },
  },
  {
    title: 'items that are no list are a fault of the input',
    source: guide('input-output-itemspath', 'the path must identify an array'),
    machine: machine({ Each: each(passes(), { ItemsPath: '$.list', End: true }) }),
    input: { list: 'none' },
    expect: { status: 'FAILED', error: 'States.Runtime' },
  },
  {
    title: 'a Map may be inside a Map',
    source: guide(PAGE, 'the item processor is a machine of any states'),
    machine: machine({ Each: each(each(passes())) }),
    input: [[1, 2], [3]],
    expect: { status: 'SUCCEEDED', output: [[1, 2], [3]] },
  },
  {
    title: 'the former name Iterator is still taken',
    source: guide(
      PAGE,
      'Iterator and Parameters are the former names of ItemProcessor and ItemSelector',
    ),
    machine: machine({
      Each: {
        Type: 'Map',
        Iterator: machine({ One: passes() }),
        Parameters: { 'v.$': '$$.Map.Item.Value' },
        End: true,
      },
    }),
    input: [1],
    expect: { status: 'SUCCEEDED', output: [{ v: 1 }] },
  },
  {
    title: 'variables of an iteration are its own',
    source: guide(
      'workflow-variables',
      'iterations read the variables around them and keep their own',
    ),
    machine: machine(
      {
        Set: { Type: 'Pass', Assign: { by: 10 }, Next: 'Each' },
        Each: each({
          Type: 'Pass',
          Assign: { mine: '{% $states.input %}' },
          Output: '{% $states.input * $by %}',
          End: true,
        }),
      },
      { QueryLanguage: 'JSONata' },
    ),
    input: [1, 2],
    expect: { status: 'SUCCEEDED', output: [10, 20] },
  },
  {
    title: 'the error of the failed iteration is the error of the state',
    source: guide(PAGE, 'an unhandled error of an iteration is the error of the state'),
    machine: machine({ Each: each(fails('Boom', 'why')) }),
    input: [1],
    expect: { status: 'FAILED', error: 'Boom', cause: 'why' },
  },
];

import { processAction } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import type { Execution } from '../engine/execution.ts';
import { invalidExecutionInput } from '../errors.ts';
import type { Frame } from '../kinds/frame.ts';
import { isObject, tryParseJson } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { jacksonText } from '../language/validation/json-fault.ts';
import { passRole } from '../permissions.ts';
import { mockedResult } from '../test-state/check-mock.ts';
import { testContext } from '../test-state/context.ts';
import type { TestStateInput } from '../test-state/input.ts';
import { inspect } from '../test-state/inspect.ts';
import { runState } from '../test-state/run.ts';
import type { TestRun } from '../test-state/run.ts';
import { testedState } from '../test-state/tested-state.ts';
import type { TestedState } from '../test-state/tested-state.ts';

/** TestState: runs one state by itself, with its work done or mocked, and shows what it made of its input. */
export const testState = processAction(
  'TestState',
  (input: TestStateInput) => [
    { action: 'states:TestState', resource: '*' },
    ...passRole(input.roleArn),
  ],
  async (request, context) => {
    const tested = testedState(request);
    const result = mockedResult(request, tested);
    const frame = frameOf(request, tested, context);
    const { cloud } = context;
    const made = { frame, token: '' };
    const run = await runState({
      cloud,
      made,
      request,
      result,
      execution: executionOf(frame, request),
    });
    const level = request.inspectionLevel ?? 'INFO';
    const inspectionData =
      level === 'INFO' ? undefined : await inspect(frame, run, cloud.world.now());
    return { ...answer(run), ...(inspectionData ? { inspectionData } : {}) };
  },
);

function answer({ step: { outcome }, failure }: TestRun): JsonObject {
  const why: JsonObject = {
    ...(failure?.error === undefined ? {} : { error: failure.error }),
    ...(failure?.cause === undefined ? {} : { cause: failure.cause }),
  };
  if (outcome.kind === 'retry') return { ...why, status: 'RETRIABLE' };
  if (outcome.kind !== 'leave') return { ...why, status: 'FAILED' };
  return {
    ...why,
    output: JSON.stringify(outcome.output),
    ...(outcome.next === undefined ? {} : { nextState: outcome.next }),
    status: failure ? 'CAUGHT_ERROR' : 'SUCCEEDED',
  };
}

function frameOf(
  request: TestStateInput,
  tested: TestedState,
  { cloud, principal }: ActionContext,
): Frame {
  const given = request.input ?? '{}';
  const parsed = tryParseJson(given);
  if (!parsed) throw invalidExecutionInput(jacksonText(given));
  const variables = tryParseJson(request.variables ?? '{}')?.value;
  const items = tryParseJson(request.stateConfiguration?.mapItemReaderData ?? '')?.value;
  return {
    name: tested.name,
    state: withItems(tested, items),
    language: tested.language,
    path: [],
    scope: {
      input: parsed.value,
      context: testContext(cloud, request, tested, parsed.value),
      variables: isObject(variables) ? variables : {},
      world: cloud.world,
    },
    read: (service, action, input) => cloud.call(service, action, input, principal),
  };
}

/** Data that stands for what ItemReader would read. */
function withItems(
  { state, language }: TestedState,
  items: Json | undefined,
): TestedState['state'] {
  if (state.Type !== 'Map' || !Array.isArray(items)) return state;
  const { ItemReader: _reader, ...rest } = state;
  return language === 'JSONata' ? { ...rest, Items: items } : rest;
}

/** The execution in whose name a task's role is assumed. */
function executionOf({ scope }: Frame, request: TestStateInput): Execution {
  const { Execution: execution, StateMachine: machine } = scope.context as Record<
    string,
    JsonObject | undefined
  >;
  return {
    arn: String(execution?.Id),
    machine_arn: String(machine?.Id),
    name: String(execution?.Name ?? 'test'),
    type: 'EXPRESS',
    revision: '',
    role_arn: request.roleArn ?? '',
    input: JSON.stringify(scope.input),
    status: 'RUNNING',
    started: scope.world.now(),
    stopped: null,
    output: null,
    error: null,
    cause: null,
    last_event: 0,
    redrive_count: 0,
    redriven: null,
    trace_header: null,
    version_arn: null,
    alias_arn: null,
    map_run_arn: null,
    parent_thread: null,
    position: null,
    path: '[]',
    redrive_from: null,
  };
}

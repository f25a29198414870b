import { errorMatches } from '../language/error-match.ts';
import type { Frame } from '../kinds/frame.ts';
import { effectiveInput, selectedInput } from '../kinds/shape.ts';
import type { FailureRecord } from '../language/failure.ts';
import type { Json } from '../language/json.ts';
import { applyPath, placeResult } from '../language/paths.ts';
import { fillTemplate } from '../language/payload-template.ts';
import { withInput } from '../language/scope.ts';
import type { MapState, PassState, ResultState, State } from '../language/types.ts';
import type { TestRun } from './run.ts';

/** Members of InspectionData; JSON values stand there as text. */
type Inspection = Record<string, unknown>;

/** What DEBUG and TRACE tell of a state at work. */
export async function inspect(frame: Frame, run: TestRun, now: number): Promise<Inspection> {
  const data: Inspection = { input: text(frame.scope.input) };
  if (frame.language === 'JSONata') await inspectQueries(frame, run, data);
  else await inspectPaths(frame, run, data);
  inspectMap(frame, run, data);
  return { ...data, ...errorDetails(frame.state, run, now) };
}

async function inspectQueries(frame: Frame, run: TestRun, data: Inspection): Promise<void> {
  const state = frame.state as State & ResultState;
  if (state.Arguments !== undefined && state.Type !== 'Parallel' && reached(run))
    data.afterArguments = text(await effectiveInput(frame));
  if (run.result !== undefined && state.Type === 'Task') data.result = text(run.result);
}

async function inspectPaths(frame: Frame, run: TestRun, data: Inspection): Promise<void> {
  const state = frame.state as State & ResultState;
  if (state.Type === 'Pass') return inspectPass(frame as Frame<PassState>, data);
  if (state.Type !== 'Fail' && state.Type !== 'Parallel')
    data.afterInputPath = text(selectedInput(frame));
  if (state.Type === 'Task') data.afterParameters = text(await effectiveInput(frame));
  if (run.result === undefined) return;
  if (state.Type === 'Task') data.result = text(run.result);
  inspectResult(frame, run.result, data);
}

async function inspectPass(frame: Frame<PassState>, data: Inspection): Promise<void> {
  const { Result: fixed } = frame.state;
  const result = fixed === undefined ? await effectiveInput(frame) : fixed;
  if (fixed === undefined) {
    data.afterInputPath = text(selectedInput(frame));
    data.afterParameters = text(result);
  } else {
    data.result = text(result);
  }
  inspectResult(frame, result, data);
}

function inspectResult(frame: Frame, result: Json, data: Inspection): void {
  const state = frame.state as State & ResultState;
  const selected =
    state.ResultSelector === undefined
      ? result
      : fillTemplate(state.ResultSelector, withInput(frame.scope, result));
  data.afterResultSelector = text(selected);
  data.afterResultPath = text(placeResult(state.ResultPath, frame.scope.input, selected));
}

function inspectMap(frame: Frame, { fork }: TestRun, data: Inspection): void {
  if (frame.state.Type !== 'Map' || !fork) return;
  const state: MapState = frame.state;
  if (frame.language === 'JSONPath') {
    data.afterItemsPath = text(
      applyPath(state.ItemsPath ?? '$', selectedInput(frame), frame.scope),
    );
  }
  const selected = fork.children.map(({ input }) => input);
  if (state.ItemSelector !== undefined) data.afterItemSelector = text(selected);
  data.maxConcurrency = fork.maxConcurrency;
  const { toleratedFailureCount, toleratedFailurePercentage } = fork.mapRun ?? {};
  if (toleratedFailureCount !== undefined) data.toleratedFailureCount = toleratedFailureCount;
  if (toleratedFailurePercentage !== undefined)
    data.toleratedFailurePercentage = toleratedFailurePercentage;
}

/** Which rule of Retry or Catch took the failure. */
function errorDetails(state: State, { failure, step }: TestRun, now: number): Inspection {
  if (!failure) return {};
  const { Retry = [], Catch = [] } = state as ResultState;
  const index = (rules: readonly { readonly ErrorEquals: readonly string[] }[]) =>
    ruleFor(rules, failure);
  if (step.outcome.kind === 'retry') {
    const retryBackoffIntervalSeconds = Math.round((step.outcome.at - now) / 1000);
    return { errorDetails: { retryIndex: index(Retry), retryBackoffIntervalSeconds } };
  }
  return step.outcome.kind === 'leave' ? { errorDetails: { catchIndex: index(Catch) } } : {};
}

function ruleFor(
  rules: readonly { readonly ErrorEquals: readonly string[] }[],
  failure: FailureRecord,
): number {
  return rules.findIndex(({ ErrorEquals }) => errorMatches(ErrorEquals, failure));
}

/** True when the state's work began: what comes before it could be evaluated. */
function reached({ result, failure, fork }: TestRun): boolean {
  return result !== undefined || fork !== undefined || failure?.evaluation === undefined;
}

function text(value: Json): string {
  return JSON.stringify(value);
}

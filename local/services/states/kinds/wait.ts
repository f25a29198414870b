import { QueryFault, RuntimeFault } from '../language/failure.ts';
import { fillTyped } from '../language/jsonata/template.ts';
import type { Json } from '../language/json.ts';
import { compileExpression, evaluateExpression } from '../language/path-expression.ts';
import { withInput } from '../language/scope.ts';
import { parseTimestamp } from '../language/timestamp.ts';
import type { WaitState } from '../language/types.ts';
import type { Frame, StateKind } from './frame.ts';
import { leaveWithInput, selectedInput } from './shape.ts';

const MAX_SECONDS = 99_999_999;

/** The longest that a timestamp may lie ahead. */
const MAX_DELAY_SECONDS = 2 ** 31 - 1;

/**
 * Wait: lets seconds pass, or waits until a moment; moments that have passed are not waited for.
 */
export const wait: StateKind<WaitState> = {
  enter: async (frame) => {
    const until = await moment(frame);
    const delay = until - frame.scope.world.now();
    if (delay > MAX_DELAY_SECONDS * 1000) throw new RuntimeFault('Wait state delay is too long.');
    return delay <= 0 ? leaveWithInput(frame) : { kind: 'sleep', until };
  },
  resume: leaveWithInput,
};

async function moment(frame: Frame<WaitState>): Promise<number> {
  const { state, scope } = frame;
  const now = scope.world.now();
  if (state.Seconds !== undefined) return now + (await literalSeconds(frame)) * 1000;
  if (state.SecondsPath !== undefined) return now + secondsAt(frame, state.SecondsPath) * 1000;
  if (state.Timestamp !== undefined) return literalTimestamp(frame, state.Timestamp);
  return timestampAt(frame, state.TimestampPath!);
}

async function literalSeconds(frame: Frame<WaitState>): Promise<number> {
  const seconds = Number(await fillTyped(frame.state.Seconds!, 'Seconds', 'number', frame.scope));
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_SECONDS) return seconds;
  const problem = `The Seconds field must be an integer between 0 and ${MAX_SECONDS} but was: ${seconds}`;
  throw new QueryFault(problem, 'Seconds');
}

function secondsAt(frame: Frame<WaitState>, path: string): number {
  const value = valueAt(frame, path, 'SecondsPath');
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_SECONDS)
    return value;
  throw new RuntimeFault(
    `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${shown(value)}`,
  );
}

async function literalTimestamp(frame: Frame<WaitState>, text: string): Promise<number> {
  const value = await fillTyped(text, 'Timestamp', 'string', frame.scope);
  const found = parseTimestamp(String(value));
  if (found !== undefined) return found;
  throw new QueryFault(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${shown(value)}`,
    'Timestamp',
  );
}

function timestampAt(frame: Frame<WaitState>, path: string): number {
  const value = valueAt(frame, path, 'TimestampPath');
  const found = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (found !== undefined) return found;
  throw new RuntimeFault(
    'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ' +
      `${path} == ${shown(value)}`,
  );
}

function valueAt(frame: Frame<WaitState>, path: string, field: string): Json {
  const value = evaluateExpression(
    compileExpression(path),
    withInput(frame.scope, selectedInput(frame)),
  );
  if (value === undefined)
    throw new RuntimeFault(`The ${field} parameter does not reference an input value: ${path}`);
  return value;
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

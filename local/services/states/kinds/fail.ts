import { QueryFault, RuntimeFault } from '../language/failure.ts';
import { fillQueries } from '../language/jsonata/template.ts';
import type { Json } from '../language/json.ts';
import { evaluateField } from '../language/payload-template.ts';
import type { FailState } from '../language/types.ts';
import type { Frame, StateKind } from './frame.ts';

/** Fail: ends the machine with an error and a cause. */
export const fail: StateKind<FailState> = {
  enter: async (frame) => ({
    kind: 'abort',
    error: await text(frame, 'Error'),
    cause: await text(frame, 'Cause'),
  }),
};

async function text(
  frame: Frame<FailState>,
  field: 'Error' | 'Cause',
): Promise<string | undefined> {
  const literal = frame.state[field];
  if (literal !== undefined) {
    return frame.language === 'JSONata'
      ? queried(await fillQueries(literal, field, frame.scope), field)
      : literal;
  }
  const path = frame.state[`${field}Path`];
  return path === undefined
    ? undefined
    : asText(evaluateField(`${field}Path`, path, frame.scope), `${field}Path`);
}

function asText(value: Json, field: string): string {
  if (typeof value === 'string') return value;
  throw new RuntimeFault(`The value of the field '${field}' must be a string`);
}

function queried(value: Json, field: string): string {
  if (typeof value === 'string') return value;
  throw new QueryFault(
    `The ${field} field must be a string but was: ${JSON.stringify(value)}`,
    field,
  );
}

/** Short forms of the definitions that cases are made of. */
import type { Source } from './documented-case.ts';

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const REFERENCE = 'https://docs.aws.amazon.com/step-functions/latest/apireference';

/** A page of the developer guide, and what it says. */
export function guide(page: string, says: string): Source {
  return { page: `${GUIDE}/${page}.html`, says };
}

/** A page of the API reference, and what it says. */
export function reference(page: string, says: string): Source {
  return { page: `${REFERENCE}/API_${page}.html`, says };
}

/** A machine of the states, the first of which begins. */
export function machine(States: object, more: object = {}): object {
  return { StartAt: Object.keys(States)[0], States, ...more };
}

/** A task of a played function. */
export function calls(name: string, more: object = { End: true }): object {
  const Resource = `arn:aws:lambda:us-east-1:111111111111:function:${name}`;
  return { Type: 'Task', Resource, ...more };
}

/** A task that waits for the token that it gives to a played function. */
export function waits(name: string, more: object = { End: true }): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: name, Payload: { 'token.$': '$$.Task.Token', 'input.$': '$' } },
    ...more,
  };
}

/** A state that fails. */
export function fails(Error: string, Cause?: string): object {
  return { Type: 'Fail', Error, ...(Cause === undefined ? {} : { Cause }) };
}

/** A state that passes its input on, or a result, and ends. */
export function passes(Result?: unknown): object {
  return { Type: 'Pass', ...(Result === undefined ? {} : { Result }), End: true };
}

/** A state that waits and ends. */
export function pauses(Seconds: number): object {
  return { Type: 'Wait', Seconds, End: true };
}

/** A Parallel state of branches that have one state each. */
export function side(branches: readonly object[], more: object = { End: true }): object {
  return { Type: 'Parallel', Branches: branches.map(alone), ...more };
}

let named = 0;

/** A machine of one state; names of states are unique within a whole definition. */
function alone(state: object): object {
  return machine({ [`State${++named}`]: state });
}

/** An inline Map of one state. */
export function each(state: object, more: object = { End: true }): object {
  return {
    Type: 'Map',
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...alone(state) },
    ...more,
  };
}

/** A distributed Map of one state. */
export function spread(state: object, more: object = { End: true }, kind = 'STANDARD'): object {
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: kind };
  return { Type: 'Map', ItemProcessor: { ProcessorConfig, ...alone(state) }, ...more };
}

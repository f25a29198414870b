import type { Cloud } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { isObject, tryParseJson } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { formatTimestamp } from '../language/timestamp.ts';
import type { TestStateInput } from './input.ts';
import type { TestedState } from './tested-state.ts';

/** Members of a context object that may be given, and those of their objects; null stands for any. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  Execution: ['Id', 'Input', 'Name', 'RoleArn', 'StartTime', 'RedriveCount', 'RedriveTime'],
  State: ['EnteredTime', 'Name', 'RetryCount'],
  StateMachine: ['Id', 'Name'],
  Task: ['Token'],
};

/** Members that need not be text. */
const NOT_TEXT = new Set(['Input', 'RedriveCount', 'RetryCount']);

/** The context object of a test: the one given, or one like that of an express execution. */
export function testContext(
  cloud: Cloud,
  request: TestStateInput,
  tested: TestedState,
  input: Json,
): JsonObject {
  if (request.context !== undefined) return givenContext(request.context);
  const prefix = `arn:${cloud.partition}:states:${cloud.region}:${cloud.accountId}`;
  const [machine, execution] = [cloud.world.uuid(), cloud.world.uuid()];
  const now = formatTimestamp(cloud.world.now());
  const retried = ['Task', 'Map', 'Parallel'].includes(tested.state.Type);
  const retries = request.stateConfiguration?.retrierRetryCount ?? 0;
  return {
    Execution: {
      Id: `${prefix}:express:${machine}:${execution}`,
      Input: input,
      Name: execution,
      RoleArn: request.roleArn ?? null,
      StartTime: now,
    },
    StateMachine: { Id: `${prefix}:stateMachine:${machine}`, Name: machine },
    // So it is called even where the request names a state, as recorded.
    State: { Name: 'StateName', EnteredTime: now, ...(retried ? { RetryCount: retries } : {}) },
  };
}

function givenContext(text: string): JsonObject {
  const context = tryParseJson(text)?.value;
  if (!isObject(context)) throw invalid('must be a JSON object');
  if ('Map' in context) throw invalid("'Map' field is not supported when mocking a Context object");
  for (const [name, value] of Object.entries(context)) checkMember(name, value);
  return context;
}

function checkMember(name: string, value: Json): void {
  const allowed = ALLOWED[name];
  if (!allowed) throw invalid(`Field '${name}' is not allowed`);
  if (!isObject(value)) throw invalid(`${name} must be an object`);
  for (const [inner, member] of Object.entries(value)) {
    if (!allowed.includes(inner)) throw invalid(`Field '${inner}' is not allowed`);
    if (!NOT_TEXT.has(inner) && typeof member !== 'string')
      throw invalid(`${name}.${inner} must be a string`);
  }
}

function invalid(why: string) {
  return validationException(`Invalid Context object provided: ${why}`);
}

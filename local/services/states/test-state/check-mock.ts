import { validationException } from '../errors.ts';
import { tryParseJson } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import { checkMockedResult } from './mock-schema.ts';
import type { TestStateInput } from './input.ts';
import type { TestedState } from './tested-state.ts';

/** The mocked result, parsed. Throws where the mock does not go with the state. */
export function mockedResult(request: TestStateInput, { state }: TestedState): Json | undefined {
  const { mock, stateConfiguration } = request;
  if (!mock) {
    if (stateConfiguration?.mapIterationFailureCount !== undefined) {
      throw validationException(
        'TestState does not support MapIterationFailureCount when a mock is not specified.',
      );
    }
    return undefined;
  }
  if (!['Task', 'Map', 'Parallel'].includes(state.Type)) {
    throw validationException(
      `State type '${state.Type}' is not supported when a mock is specified`,
    );
  }
  if (mock.result === undefined) return undefined;
  const parsed = tryParseJson(mock.result);
  if (!parsed) throw validationException('Mocked result must be valid JSON.');
  if (state.Type === 'Map' || state.Type === 'Parallel') checkList(parsed.value, state);
  if (state.Type === 'Task')
    checkMockedResult(parsed.value, state.Resource, mock.fieldValidationMode);
  return parsed.value;
}

function checkList(result: Json, state: TestedState['state']): void {
  if (!Array.isArray(result)) throw validationException('Mocked result must be an array.');
  if (state.Type === 'Parallel' && result.length !== state.Branches.length) {
    throw validationException(
      'Mocked result must contain the same number of items as number of Parallel branches.',
    );
  }
}

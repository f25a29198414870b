import { StateFailure } from '../language/failure.ts';
import { isObject, tryParseJson } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import { callService } from './call.ts';
import type { ErrorNames } from './call.ts';
import type { TaskRequest } from './integration.ts';
import { bytesOf } from './plain-output.ts';

/** How Lambda's errors are named. */
export const LAMBDA_ERRORS: ErrorNames = {
  prefix: 'Lambda',
  generic: 'AWSLambdaException',
  service: 'AWSLambda',
};

/** What the Lambda service answers to Invoke. */
interface InvokeAnswer {
  readonly StatusCode?: number;
  readonly FunctionError?: string;
  readonly ExecutedVersion?: string;
  readonly Payload?: unknown;
}

/** A function's answer. */
export interface FunctionOutput {
  readonly statusCode: number;
  readonly executedVersion: string;
  readonly payload: Json;
}

/**
 * Invokes a function. An error that the function reports fails the task under the function's own
 * error name.
 */
export async function invokeFunction(
  request: TaskRequest,
  input: Record<string, Json | Buffer>,
): Promise<FunctionOutput> {
  // Payload is bytes on the wire; the rest of the parameters is JSON.
  const answer = await callService(
    request,
    { service: 'lambda', action: 'Invoke', input: input as Json },
    LAMBDA_ERRORS,
  );
  const { StatusCode, FunctionError, ExecutedVersion, Payload } = answer as InvokeAnswer;
  const text = (await bytesOf(Payload)).toString('utf8');
  if (FunctionError !== undefined) throw functionFailed(text);
  return {
    statusCode: StatusCode ?? 200,
    executedVersion: ExecutedVersion ?? '$LATEST',
    payload: text === '' ? null : (tryParseJson(text)?.value ?? text),
  };
}

function functionFailed(text: string): StateFailure {
  const parsed = tryParseJson(text)?.value;
  const type = isObject(parsed) ? parsed.errorType : undefined;
  if (typeof type === 'string') return new StateFailure({ error: type, cause: text });
  const cause =
    'The cause could not be determined because Lambda did not return an error type. ' +
    `Returned payload: ${text}`;
  return new StateFailure({ error: 'Lambda.Unknown', cause });
}

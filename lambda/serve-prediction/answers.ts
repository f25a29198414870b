import type { FunctionUrlResponse } from '../../domain/events/aws-events.ts';

/** An answer of a function URL with a JSON body. */
export function json(statusCode: number, body: unknown): FunctionUrlResponse {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** An answer that says what is wrong. */
export function problem(statusCode: number, error: string, message: string): FunctionUrlResponse {
  return json(statusCode, { error, message });
}

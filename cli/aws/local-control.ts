import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';

/**
 * Asks the local cloud for what AWS has no API for: a POST where a body is given.
 *
 * @throws CliError `Refused` on AWS, or with the cloud's own words
 */
export async function control(
  { endpoint }: Connection,
  path: string,
  body?: object,
): Promise<unknown> {
  if (endpoint === undefined)
    throw new CliError(
      'Refused',
      'AWS has nothing like it: only a local cloud does',
      'perennial up',
    );
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${endpoint}/_local/${path}`, init);
  const parsed = (await answer.json()) as { message?: string };
  if (!answer.ok) throw new CliError('Refused', parsed.message ?? 'it gave no reason');
  return parsed;
}

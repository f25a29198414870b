/** Plain HTTP requests of a script. */
import type { PlainRequest } from './api.ts';
import { decode } from './decode.ts';
import type { Findings } from './findings.ts';
import { CannotReplay } from './outcomes.ts';
import { fill } from './references.ts';
import type { Step } from './script.ts';
import { isMembers } from './values.ts';
import type { Members } from './values.ts';

const FORM = 'application/x-www-form-urlencoded';

/** The request of a step; throws where it goes to a host that only the program knew. */
export function plainRequest(step: Step, { answers, service }: Findings): PlainRequest {
  const address = String(fill(step.url ?? '', answers));
  if (!step.url?.startsWith('{{') || !address.startsWith('http'))
    throw new CannotReplay('a hand-made request to a host of the program that recorded it');
  const given = decode(step.kw ?? {}, answers) as Members;
  if (given.files) throw new CannotReplay('a form upload');
  const query = isMembers(given.params) ? form(given.params) : '';
  const url = query ? `${address}${address.includes('?') ? '&' : '?'}${query}` : address;
  const { type, body } = bodyOf(given);
  const headers = Object.entries(isMembers(given.headers) ? given.headers : {}).map(
    ([name, value]) => [name, String(value)] as const,
  );
  return {
    method: step.http ?? 'GET',
    url,
    headers: { ...(type ? { 'Content-Type': type } : {}), ...Object.fromEntries(headers) },
    ...(body === undefined ? {} : { body }),
    ...(service === 'sqs' && !url.includes('Signature=') ? { signFor: service } : {}),
  };
}

function form(members: Members): string {
  const pairs = Object.entries(members).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, String(item)]),
  );
  return new URLSearchParams(pairs).toString();
}

function bodyOf({ data, json }: Members): { type?: string; body?: string | Uint8Array } {
  if (json !== undefined && json !== null)
    return { type: 'application/json', body: JSON.stringify(json) };
  if (isMembers(data)) return { type: FORM, body: form(data) };
  if (data instanceof Uint8Array) return { body: data };
  return data === undefined || data === null ? {} : { body: String(data) };
}

/** Refusals as the SDK for Python tells them: from the raw answer, since clients rename codes. */
import { STATUS_CODES } from 'node:http';
import { isMembers, parsed } from './values.ts';
import type { Members } from './values.ts';

/** A response before any client has read it. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a client threw. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
}

const NOT_OFFERED = new Set([
  'UnknownOperationException',
  'UnknownOperation',
  'UnknownAction',
  'InvalidAction',
  'NotImplemented',
  'NotImplementedException',
  '501',
]);

/** `Error`, `ResponseMetadata`, and the members that the error's own shape has. */
export function errorAnswer(raw: RawResponse, thrown: Thrown): Members {
  const text = Buffer.from(raw.body).toString('utf8');
  const error = text.trimStart().startsWith('<') ? fromXml(text) : fromJson(text, raw, thrown);
  const [queryCode, type] = (raw.headers['x-amzn-query-error'] ?? '').split(';');
  const told = queryCode
    ? { ...error, Code: queryCode, Type: type, QueryErrorCode: error.Code }
    : error;
  const { name: _, message: __, ...own } = { ...thrown };
  const members = Object.entries(own).filter(([name]) => !/^(\$|Code$|Type$|Error$)/.test(name));
  return {
    ...Object.fromEntries(members),
    message: told.Message,
    Error: told,
    ResponseMetadata: { HTTPStatusCode: raw.status, HTTPHeaders: raw.headers },
  };
}

function fromXml(text: string): Members {
  const inner = /<Error>(.*?)<\/Error>/s.exec(text)?.[1] ?? '';
  const parts = [...inner.matchAll(/<([\w-]+)>([^<]*)<\/\1>/g)];
  return Object.fromEntries(
    parts.map(([, name, value]) => [name!, value === '' ? null : unescapeXml(value!)]),
  );
}

function unescapeXml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function fromJson(text: string, raw: RawResponse, thrown: Thrown): Members {
  if (raw.body.length === 0)
    return { Code: String(raw.status), Message: STATUS_CODES[raw.status] ?? '' };
  const body = parsed(text)?.value;
  if (!isMembers(body)) return { Code: thrown.name, Message: thrown.message };
  const code = raw.headers['x-amzn-errortype'] ?? body.__type ?? body.code ?? String(raw.status);
  const [name = ''] = String(code).split('#').at(-1)!.split(':');
  return { Code: name, Message: body.message ?? body.Message ?? '' };
}

/** Whether a refusal says that the operation is not known at all. */
export function saysNotOffered(answer: Members): boolean {
  const { Code, Message } = answer.Error as Members;
  const { HTTPStatusCode } = answer.ResponseMetadata as Members;
  return (
    HTTPStatusCode === 501 ||
    NOT_OFFERED.has(String(Code)) ||
    /^(?:unknown (action|operation)|.{0,60}not (yet )?implemented)/i.test(String(Message))
  );
}

import type { AwsError } from '../../errors.ts';
import type { Routed } from '../router.ts';
import type { WireResponse } from '../request.ts';
import { cborCodec } from './codecs.ts';
import { coralError, isCoral } from '../coral.ts';
import { contentType } from './json.ts';

/** The parts of an error answer that all protocols share. */
interface ErrorParts {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** Older, longer name that clients of query-compatible services look for. */
  readonly queryCode: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** What is known of a request that failed: its format always, its operation if it has one. */
export interface FailedRequest {
  readonly routed: Routed | undefined;
  readonly format: Routed['format'];
}

/** Writes an error as the protocol of the request wants it. */
export function encodeError(
  { routed, format }: FailedRequest,
  error: AwsError,
  requestId: string,
): WireResponse {
  const parts = describe(routed, error);
  if (routed?.format === 'cbor') return cborError(routed, parts, requestId);
  if (format === 'query') return queryError(routed, parts, requestId);
  if (format === 'rest' && (!routed || routed.operation.model.protocol === 'rest-xml'))
    return xmlError(parts, requestId);
  return jsonError(routed, parts, requestId);
}

function describe(routed: Routed | undefined, error: AwsError): ErrorParts {
  const traits = routed?.operation.model.errorSchema(error.code)?.getMergedTraits() as
    { httpError?: number; awsQueryError?: [string, number] } | undefined;
  // The query protocol has statuses of its own: 403 for a purge in progress, where JSON has 400.
  const queryStatus = routed?.format === 'query' ? traits?.awsQueryError?.[1] : undefined;
  return {
    code: error.code,
    message: error.message,
    status: error.status ?? queryStatus ?? traits?.httpError ?? 400,
    queryCode: error.queryCode ?? traits?.awsQueryError?.[0] ?? error.code,
    members: error.members,
    json: error.json,
  };
}

function fault(status: number): 'Sender' | 'Receiver' {
  return status < 500 ? 'Sender' : 'Receiver';
}

function jsonError(routed: Routed | undefined, parts: ErrorParts, requestId: string): WireResponse {
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'content-type': routed ? contentType(routed.operation) : 'application/x-amz-json-1.1',
    'x-amzn-errortype': parts.code,
  };
  if (routed?.operation.model.queryCompatible)
    headers['x-amzn-query-error'] = `${parts.queryCode};${fault(parts.status)}`;
  const body = parts.json ?? plainBody(routed, parts);
  return { status: parts.status, headers, body: JSON.stringify(body) };
}

function plainBody(
  routed: Routed | undefined,
  { code, message, members }: ErrorParts,
): Readonly<Record<string, unknown>> {
  if (routed && isCoral(routed.operation.model))
    return { ...coralError(code, message), ...members };
  return { __type: code, message, Message: message, ...members };
}

function cborError(routed: Routed, parts: ErrorParts, requestId: string): WireResponse {
  const serializer = cborCodec.createSerializer();
  serializer.write(15 as never, { __type: parts.code, message: parts.message, ...parts.members });
  const headers: Record<string, string> = {
    'x-amzn-requestid': requestId,
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
  };
  if (routed.operation.model.queryCompatible)
    headers['x-amzn-query-error'] = `${parts.queryCode};${fault(parts.status)}`;
  return { status: parts.status, headers, body: serializer.flush() as Uint8Array };
}

function queryError(
  routed: Routed | undefined,
  parts: ErrorParts,
  requestId: string,
): WireResponse {
  const namespace = routed ? ` xmlns="${routed.operation.model.xmlNamespace}"` : '';
  const body =
    `<ErrorResponse${namespace}><Error><Type>${fault(parts.status)}</Type>` +
    `<Code>${parts.queryCode}</Code><Message>${escapeXml(parts.message)}</Message>${memberXml(parts.members)}</Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return {
    status: parts.status,
    headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
    body,
  };
}

function xmlError(parts: ErrorParts, requestId: string): WireResponse {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Error><Code>${parts.code}</Code><Message>${escapeXml(parts.message)}</Message>${memberXml(parts.members)}` +
    `<RequestId>${requestId}</RequestId><HostId>${requestId}</HostId></Error>`;
  return {
    status: parts.status,
    headers: {
      'x-amz-request-id': requestId,
      'x-amz-id-2': requestId,
      'content-type': 'application/xml',
    },
    body,
  };
}

function memberXml(members: Readonly<Record<string, unknown>>): string {
  return Object.entries(members)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

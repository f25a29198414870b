import type { ServerResponse } from 'node:http';
import type { AwsError } from '../../errors.ts';

/** Writes an element with text. */
export function element(name: string, text: unknown): string {
  return `<${name}>${escaped(String(text))}</${name}>`;
}

/** Answers an error as S3 writes it. */
export function sendError(response: ServerResponse, error: AwsError, requestId: string): void {
  const members = Object.entries(error.members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => element(name, value))
    .join('');
  const content =
    element('Code', error.code) +
    element('Message', error.message) +
    members +
    element('RequestId', requestId) +
    element('HostId', requestId);
  sendXml(response, error.status ?? 400, `<Error>${content}</Error>`, requestId);
}

/** Answers a document. */
export function sendXml(
  response: ServerResponse,
  status: number,
  document: string,
  requestId: string,
): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${document}`;
  response.writeHead(status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
    'x-amz-request-id': requestId,
  });
  response.end(body);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

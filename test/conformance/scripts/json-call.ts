/** Calls of services that no client here is of: their protocol is a POST of JSON. */
import type { PlainRequest } from './api.ts';
import { textOfBytes } from './python-bytes.ts';
import { isMembers, parsed } from './values.ts';
import type { Members } from './values.ts';

/** How a service is addressed. */
interface JsonService {
  readonly target: string;
  readonly signingName: string;
}

const SERVICES: Readonly<Record<string, JsonService>> = {
  dynamodbstreams: { target: 'DynamoDBStreams_20120810', signingName: 'dynamodb' },
  resourcegroupstaggingapi: {
    target: 'ResourceGroupsTaggingAPI_20170126',
    signingName: 'tagging',
  },
};

/** The request of a call; undefined where the service has a client. */
export function jsonRequest(
  service: string,
  operation: string,
  { endpoint, params }: { readonly endpoint: string; readonly params: Members },
): PlainRequest | undefined {
  const found = SERVICES[service];
  if (!found) return undefined;
  return {
    method: 'POST',
    url: `${endpoint}/`,
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `${found.target}.${operation}`,
    },
    body: JSON.stringify(params),
    signFor: found.signingName,
  };
}

/** The members of an answer; the values of attributes that are bytes are decoded. */
export function jsonAnswer({ text }: Members): Members {
  const value = withBytes(parsed(String(text))?.value);
  return isMembers(value) ? value : {};
}

function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBytes);
  if (!isMembers(value)) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    name,
    name === 'B' && typeof item === 'string'
      ? textOfBytes(Buffer.from(item, 'base64'))
      : withBytes(item),
  ]);
  return Object.fromEntries(entries) as Members;
}

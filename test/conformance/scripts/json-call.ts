/** Calls of services that no client here is of: their protocol is a POST of JSON. */
import type { Members } from './values.ts';
import { isMembers, parsed } from './values.ts';
import type { PlainRequest } from './api.ts';

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

/** The members of an answer. */
export function jsonAnswer({ text }: Members): Members {
  const value = parsed(String(text))?.value;
  return isMembers(value) ? value : {};
}

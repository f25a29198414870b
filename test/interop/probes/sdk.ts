import { blobOf } from './step.ts';
import type { Answer, Client, Step } from './step.ts';

/** Packages of services that are called otherwise there. */
const PACKAGES: Readonly<Record<string, string>> = {
  logs: 'cloudwatch-logs', events: 'eventbridge', stepfunctions: 'sfn', dynamodbstreams: 'dynamodb-streams',
};

interface AnyClient {
  send(command: unknown): Promise<Record<string, unknown>>;
}

interface Sdk {
  readonly [name: string]: new (input: unknown) => AnyClient;
}

/** The AWS SDK for JavaScript. */
export function sdk(endpoint: string): Client {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint, region: 'us-east-1', credentials, forcePathStyle: true, maxAttempts: 1 };
  return async ({ service, call, input }: Step): Promise<Answer> => {
    const loaded = (await import(`@aws-sdk/client-${PACKAGES[service] ?? service}`)) as Sdk;
    const name = Object.keys(loaded).find((key) => key.endsWith('Client') && key !== '__Client')!;
    try {
      const output = await new loaded[name]!(settings).send(new loaded[`${call}Command`]!(withBytes(input)));
      return { value: await readable(output) };
    } catch (error) {
      return { refused: (error as Error).name };
    }
  };
}

function withBytes(value: unknown): unknown {
  const blob = blobOf(value);
  if (blob !== undefined) return Buffer.from(blob, 'latin1');
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withBytes(inner)]));
}

/** Streams and bytes become text; policies that IAM sends encoded become JSON, as boto3 does it. */
async function readable(output: Record<string, unknown>): Promise<unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(output)) {
    if (value instanceof Uint8Array) read[name] = Buffer.from(value).toString('latin1');
    else if (hasText(value)) read[name] = await value.transformToString('latin1');
    else if (name === 'PolicyDocument') read[name] = JSON.parse(decodeURIComponent(String(value)));
    else read[name] = value;
  }
  return read;
}

function hasText(value: unknown): value is { transformToString(encoding: string): Promise<string> } {
  return typeof value === 'object' && value !== null && 'transformToString' in value;
}

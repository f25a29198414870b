import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Invocation } from '../command.ts';

/** Where commands go: AWS, or a local cloud. */
export interface Connection {
  readonly region: string;
  /** Address of a local cloud; undefined on AWS. */
  readonly endpoint: string | undefined;
  readonly platform: string;
  /** Settings that every SDK client takes. On AWS the SDK finds region and credentials itself. */
  readonly settings: {
    readonly region?: string;
    readonly endpoint?: string;
    readonly credentials?: {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      /** Of a role that was assumed. */
      readonly sessionToken?: string;
    };
  };
}

/** File in which a local cloud that runs leaves its address, below the folder it was started in. */
export const ADDRESS_FILE = join('.perennial', 'endpoint');

/** The connection that a command's options, the environment and a running local cloud make. */
export function connect(invocation: Invocation): Connection {
  const endpoint = invocation.flag('aws')
    ? undefined
    : (invocation.text('endpoint-url') ?? process.env.AWS_ENDPOINT_URL ?? runningCloud());
  return connection(
    endpoint,
    invocation.text('platform') ?? 'perennial',
    invocation.text('region'),
  );
}

/** The connection to an address, or to AWS. */
export function connection(
  endpoint: string | undefined,
  platform: string,
  region?: string,
): Connection {
  if (endpoint === undefined)
    return {
      region: region ?? process.env.AWS_REGION ?? 'us-east-1',
      endpoint,
      platform,
      settings: region ? { region } : {},
    };
  const credentials = {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
    sessionToken: process.env.AWS_SESSION_TOKEN,
  };
  const local = region ?? 'us-east-1';
  return { region: local, endpoint, platform, settings: { region: local, endpoint, credentials } };
}

function runningCloud(): string | undefined {
  return existsSync(ADDRESS_FILE) ? readFileSync(ADDRESS_FILE, 'utf8').trim() : undefined;
}

import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** What a platform says of itself by SSM parameters. */
export interface PlatformAddress {
  readonly registryTable: string;
  readonly landingBucket: string;
  readonly lakeBucket: string;
  readonly artifactBucket: string;
  readonly operateUrl: string;
  readonly oncallTopicArn: string;
  readonly manageModelArn: string;
  /** Gateway URLs by model. */
  readonly gateways: ReadonlyMap<string, string>;
}

/** Finds the platform. Throws `NoPlatform` where there is none. */
export async function findPlatform(connection: Connection): Promise<PlatformAddress> {
  const prefix = `/perennial/${connection.platform}/`;
  const values = await readAll(connection, prefix);
  const read = (name: string): string => {
    const value = values.get(prefix + name);
    if (value !== undefined) return value;
    const where = connection.endpoint ?? `AWS (${connection.region})`;
    throw new CliError(
      'NoPlatform',
      `no platform '${connection.platform}' is deployed at ${where}`,
      connection.endpoint
        ? 'perennial up'
        : 'npx cdk deploy --all, or start the local cloud: perennial up',
    );
  };
  const gateways = [...values].flatMap(([name, url]) => {
    const model = /^models\/([^/]+)\/gateway-url$/.exec(name.slice(prefix.length))?.[1];
    return model === undefined ? [] : [[model, reachable(url, connection)] as const];
  });
  return {
    registryTable: read('registry-table'),
    landingBucket: read('landing-bucket'),
    lakeBucket: read('lake-bucket'),
    artifactBucket: read('artifact-bucket'),
    operateUrl: reachable(read('operate-url'), connection),
    oncallTopicArn: read('oncall-topic-arn'),
    manageModelArn: read('manage-model-arn'),
    gateways: new Map(gateways),
  };
}

/** The URL of a model's gateway. Throws `NotFound` naming the models there are. */
export function gatewayOf(platform: PlatformAddress, model: string): string {
  const url = platform.gateways.get(model);
  if (url) return url;
  throw new CliError(
    'NotFound',
    `there is no model '${model}', there are: ${[...platform.gateways.keys()].join(', ')}`,
    'perennial models',
  );
}

/** A stored URL; of a local cloud that was started on another port since, the one of today. */
export function reachable(url: string, { endpoint }: Pick<Connection, 'endpoint'>): string {
  const { pathname } = new URL(url);
  if (endpoint === undefined || !pathname.startsWith('/_lambda-url/')) return url;
  return new URL(pathname, endpoint).href;
}

async function readAll(
  { settings }: Connection,
  Path: string,
): Promise<ReadonlyMap<string, string>> {
  const client = new SSMClient(settings);
  const values = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetParametersByPathCommand({ Path, Recursive: true, NextToken }),
    );
    for (const { Name = '', Value = '' } of page.Parameters ?? []) values.set(Name, Value);
    ({ NextToken } = page);
  } while (NextToken);
  return values;
}

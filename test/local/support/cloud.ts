import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../../local/index.ts';
import type { LocalCloudOptions, RunningCloud } from '../../../local/index.ts';

/** A cloud for one test file, and the settings of clients that talk to it. */
export interface TestCloud {
  readonly running: RunningCloud;
  readonly settings: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  stop(): Promise<void>;
}

/** Starts an empty cloud with a virtual clock that begins on 1 January 2020, unless told otherwise. */
export async function emptyCloud(options: Partial<LocalCloudOptions> = {}): Promise<TestCloud> {
  const dataDir = mkdtempSync(join(tmpdir(), 'empty-cloud-'));
  const running = await startLocalCloud({
    dataDir,
    clock: 'virtual',
    startTime: '2020-01-01T00:00:00Z',
    ...options,
  });
  return {
    running,
    settings: {
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${running.port}`,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    stop: async () => {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The parts of a running cloud as members of an object, for one that adds to them. */
export function partsOf(running: RunningCloud): RunningCloud {
  const { port, cloud, dispatcher, authorizer, usage, telemetry } = running;
  return { port, cloud, dispatcher, authorizer, usage, telemetry, stop: () => running.stop() };
}

/** Settings of clients that sign as a session of a role. */
export function asRole(cloud: TestCloud, roleArn: string): TestCloud['settings'] {
  const { accountId, assumeRole, credentialsFor } = cloud.running.cloud;
  const root = { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId } as const;
  const keys = credentialsFor(assumeRole(roleArn, 'test', root));
  const credentials = {
    accessKeyId: keys.AWS_ACCESS_KEY_ID!,
    secretAccessKey: keys.AWS_SECRET_ACCESS_KEY!,
    sessionToken: keys.AWS_SESSION_TOKEN!,
  };
  return { ...cloud.settings, credentials };
}

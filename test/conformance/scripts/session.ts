/** A local cloud in this process that scripts are replayed against, emptied before each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../../local/index.ts';
import { CloudApi } from './cloud-api.ts';
import { replay } from './replay.ts';
import type { Outcome, Patience } from './replay.ts';
import type { Script } from './script.ts';
import { UNFAITHFUL } from './services.ts';

/** How a script ended, and how long it took. */
export interface Result extends Outcome {
  readonly id: string;
  readonly seconds: number;
}

/** Replays scripts until it is ended. */
export interface Session {
  run(script: Script): Promise<Result>;
  end(): Promise<void>;
}

/** How scripts are replayed. */
export interface SessionOptions {
  /** Seconds that a script waits at most. @default - 2 */
  readonly patience?: number;
  /**
   * Nothing is made for the scripts beforehand, and roles that they only name are taken on trust.
   * @default - what AWS asks for is made first
   */
  readonly asWritten?: boolean;
}

const patienceOf = ({ patience: seconds = 2, asWritten }: SessionOptions): Patience => ({
  poll: seconds,
  longestPause: seconds,
  script: 10 * seconds,
  asWritten,
});

/** Starts a cloud of an account. */
export async function startSession(
  accountId: string,
  options: SessionOptions = {},
): Promise<Session> {
  const dataDir = mkdtempSync(join(tmpdir(), 'conformance-'));
  const report = () => undefined;
  const rolesOnTrust = options.asWritten;
  const settings = { dataDir, clock: 'real', accountId, rolesOnTrust, report } as const;
  const running = await startLocalCloud(settings);
  const api = new CloudApi(`http://127.0.0.1:${running.port}`);
  return {
    run: (script) => runOne(script, api, patienceOf(options)),
    end: async () => {
      await api.end();
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function runOne(script: Script, api: CloudApi, patience: Patience): Promise<Result> {
  const { id } = script;
  const reason = Object.entries(UNFAITHFUL).find(([end]) => id.endsWith(end))?.[1];
  if (reason) return { id, kind: 'skipped', why: reason, seconds: 0 };
  const begin = api.now();
  await api.reset();
  const outcome = await replay(script, api, patience);
  return { id, ...outcome, seconds: api.now() - begin };
}

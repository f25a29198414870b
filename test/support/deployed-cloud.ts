import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connection } from '../../cli/aws/connection.ts';
import type { Connection } from '../../cli/aws/connection.ts';
import { assembly } from './assembly.ts';

/** A local cloud with the app deployed, in a process of its own. */
export interface DeployedCloud {
  readonly endpoint: string;
  readonly connection: Connection;
  /** Folder that it was started in. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts a local cloud and deploys the app to it, as `perennial up` does. */
export async function deployedCloud(...options: readonly string[]): Promise<DeployedCloud> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  const words = [
    resolve('bin/perennial.mjs'),
    'up',
    resolve(await assembly()),
    '--ephemeral',
    '--port',
    '0',
    ...options,
  ];
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder },
  });
  let said = '';
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const endpoint = await new Promise<string>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        said += text.toString();
        const address = /^ready (\S+)$/m.exec(said)?.[1];
        if (address) ready(address);
      });
    }
    child.once('exit', () => failed(new Error(`the cloud ended: ${said}`)));
  });
  return {
    endpoint,
    folder,
    connection: connection(endpoint, 'perennial'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer, Client } from './step.ts';

/** boto3 of a Python environment, with its version. */
export interface Boto {
  readonly call: Client;
  readonly version: string;
  stop(): void;
}

/** Starts a Python process that makes calls one after another. */
export async function boto(environment: string, endpoint: string): Promise<Boto> {
  const script = resolve('test/interop/probes/boto.py');
  const child = spawn(join(environment, 'bin', 'python'), [script, endpoint], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value as string) as unknown;
  const { version } = (await next()) as { version: string };
  return {
    version,
    call: async (step) => {
      child.stdin.write(`${JSON.stringify(step)}\n`);
      return (await next()) as Answer;
    },
    stop: () => child.kill(),
  };
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE_ROOT } from '../local-cloud.ts';

/**
 * Loads a module and says how long that took; the clock of the process starts after Node.js itself
 * is up.
 */
const TIMER =
  'const t = performance.now(); await import(process.argv[1]); console.log(performance.now() - t); process.exit(0);';

/** What modules read of their environment when they are loaded. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};

let last: Promise<unknown> = Promise.resolve();

/**
 * Milliseconds that a function's bundle takes to load in a new process, one after the other;
 * undefined where it is not built.
 */
export function initMillis(handler: string): Promise<number | undefined> {
  const bundle = join(PACKAGE_ROOT, 'dist', 'functions', handler, 'index.mjs');
  const mine = last.then(() => (existsSync(bundle) ? load(bundle) : undefined));
  last = mine;
  return mine;
}

function load(bundle: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const args = ['--input-type=module', '--eval', TIMER, pathToFileURL(bundle).href];
    execFile(
      process.execPath,
      args,
      { env: { ...process.env, ...ENVIRONMENT } },
      (error, stdout) => {
        resolve(error ? undefined : Number(stdout.trim().split('\n').at(-1)));
      },
    );
  });
}

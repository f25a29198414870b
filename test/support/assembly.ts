import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where tests keep the app as it was synthesized last, by how it is encrypted. */
const FOLDERS = {
  'aws-managed': join('dist', 'test-assembly'),
  kms: join('dist', 'test-assembly-kms'),
} as const;
const LOCK = join('dist', 'test-assembly.lock');

/** How the app is encrypted. */
export type Encryption = keyof typeof FOLDERS;
const SOURCES = ['bin', 'lib', 'lambda', 'domain', 'pipelines'];

/** A lock older than this was left behind. */
const STALE_MILLIS = 120_000;

/**
 * The folder of the synthesized app. Made once for all test files, and again when a source is
 * newer.
 */
export function assembly(encryption: Encryption = 'aws-managed'): Promise<string> {
  return exclusively(() => {
    const folder = FOLDERS[encryption];
    const manifest = join(folder, 'manifest.json');
    if (!existsSync(manifest) || newest() > statSync(manifest).mtimeMs) synthesize(encryption);
    return folder;
  });
}

/** Does what bundles functions to `dist/` while no other test file does. */
export async function exclusively<T>(work: () => T): Promise<T> {
  const release = await lock();
  try {
    return work();
  } finally {
    release();
  }
}

function synthesize(encryption: Encryption): void {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: object };
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'pipe' });
  execFileSync(process.execPath, ['dist/app.mjs'], {
    stdio: 'pipe',
    env: {
      ...process.env,
      CDK_OUTDIR: FOLDERS[encryption],
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, encryption }),
      CDK_VALIDATION: 'false',
    },
  });
}

async function lock(): Promise<() => void> {
  mkdirSync('dist', { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      return () => rmSync(LOCK, { recursive: true, force: true });
    } catch {
      const isStale = existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > STALE_MILLIS;
      if (isStale) rmSync(LOCK, { recursive: true, force: true });
      await pause(200);
    }
  }
}

function newest(): number {
  const times = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => statSync(join(folder, name)).mtimeMs),
  );
  return Math.max(...times);
}

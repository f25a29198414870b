import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageProgram } from '../local/index.ts';
import { ADDRESS_FILE } from './aws/connection.ts';
import { CliError } from './errors.ts';
import type { ProgressLine } from './terminal/progress.ts';

/** Folder of this package: the programs are bundled to `dist/` in it. */
export const PACKAGE_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Programs that stand in for images. */
export const IMAGES: readonly ImageProgram[] = [{
  image: '*sagemaker-xgboost:*',
  train: [process.execPath, join(PACKAGE_ROOT, 'dist', 'xgboost-train.mjs')],
  serve: [process.execPath, join(PACKAGE_ROOT, 'dist', 'xgboost-serve.mjs')],
}];

/** How a cloud is started for a command. */
export interface CloudStart {
  readonly dataDir: string;
  readonly port: number;
  /** Folder of a cloud assembly. @default - nothing is deployed */
  readonly assembly?: string;
  readonly clock?: 'real' | 'virtual';
  /** Where a virtual clock begins, ISO 8601. @default - now */
  readonly startTime?: string;
  /** Further programs for images; they are looked at first. @default - none */
  readonly images?: readonly ImageProgram[];
  readonly line: ProgressLine;
}

/** A cloud that runs in this process. */
export interface StartedCloud {
  readonly endpoint: string;
  /** Resolves at Ctrl-C or SIGTERM. */
  untilInterrupted(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a cloud, deploys the assembly, and leaves the address where other commands look for it. */
export async function startCloud({ line, assembly, images = [], ...options }: CloudStart): Promise<StartedCloud> {
  const { deployAssembly, startLocalCloud } = await import('../local/index.ts');
  const running = await startLocalCloud({ ...options, images: [...images, ...IMAGES] });
  const endpoint = `http://127.0.0.1:${running.port}`;
  if (assembly !== undefined) await deploy();
  mkdirSync(dirname(ADDRESS_FILE), { recursive: true });
  writeFileSync(ADDRESS_FILE, endpoint);
  return {
    endpoint,
    untilInterrupted: () => new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
    stop: async () => {
      rmSync(ADDRESS_FILE, { force: true });
      await running.stop();
    },
  };

  async function deploy(): Promise<void> {
    let count = 0;
    await deployAssembly(running, assembly!, ({ stack, logicalId, what }) => {
      count++;
      line.update(`${stack}: ${logicalId} ${what}`);
    });
    line.print(count > 0 ? `deployed: ${count} resources made or changed, at ${endpoint}` : `nothing to deploy, all is as it should be, at ${endpoint}`);
  }
}

/** Synthesizes our app as `npx cdk synth` does; answers the folder of the assembly. Throws `ProgramFailed` with what synth said. */
export async function synthesize(): Promise<string> {
  const assembly = join(PACKAGE_ROOT, 'cdk.out');
  const settings = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'cdk.json'), 'utf8')) as { readonly context: object };
  const program = join(PACKAGE_ROOT, 'dist', 'app.mjs');
  if (!existsSync(program)) throw new CliError('ProgramFailed', `there is no '${program}'`, 'npm run build');
  const { code, output } = await runProgram([program], { CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(settings.context) });
  if (code !== 0) throw new CliError('ProgramFailed', `the app does not synthesize:\n${output.trimEnd()}`, 'mend the definition, then try again');
  return assembly;
}

function runProgram(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: PACKAGE_ROOT, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

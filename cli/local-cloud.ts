import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageProgram, RunningCloud } from '../local/index.ts';
import { ADDRESS_FILE } from './aws/connection.ts';
import { CliError } from './errors.ts';
import type { ProgressLine } from './terminal/progress.ts';

/** Folder of this package: the programs are bundled to `dist/` in it. */
export const PACKAGE_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Programs that stand in for images. */
export const IMAGES: readonly ImageProgram[] = [
  {
    image: '*sagemaker-xgboost:*',
    train: [process.execPath, join(PACKAGE_ROOT, 'dist', 'xgboost-train.mjs')],
    serve: [process.execPath, join(PACKAGE_ROOT, 'dist', 'xgboost-serve.mjs')],
  },
];

/** How a cloud is started for a command. */
export interface CloudStart {
  /** Folder that keeps its state. @default - a temporary one that goes away at the end */
  readonly dataDir?: string;
  /** Port on 127.0.0.1; 0 takes any that is free. */
  readonly port: number;
  /**
   * Folder of a cloud assembly. @default - nothing is deployed, and no address is left for other
   * commands
   */
  readonly assembly?: string;
  readonly clock?: 'real' | 'virtual';
  /** Where a virtual clock begins, ISO 8601. @default - now */
  readonly startTime?: string;
  /** Number of its account. @default - 000000000000 */
  readonly accountId?: string;
  /** Whether services take roles that are not there at their word. @default - no, as AWS does */
  readonly rolesOnTrust?: boolean;
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

/**
 * Starts a cloud, deploys the assembly, and leaves the address where other commands look for it.
 *
 * @throws CliError `PortTaken`, or `Interrupted` by Ctrl-C before it is deployed
 */
export async function startCloud({
  line,
  assembly,
  ...options
}: CloudStart): Promise<StartedCloud> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'perennial-'));
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const forget = () => {
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  const running = await start({ ...options, dataDir }).catch((error: unknown) => {
    forget();
    throw error;
  });
  const endpoint = running.cloud.endpoint;
  const stop = async () => {
    if (assembly !== undefined) rmSync(ADDRESS_FILE, { force: true });
    await running.stop();
    forget();
  };
  if (assembly !== undefined) {
    const how = await Promise.race([deploy(running, assembly, line), interrupted]);
    if (how !== 'deployed') {
      await stop();
      throw new CliError(
        'Interrupted',
        'interrupted while the app was deployed',
        'perennial up goes on from there',
      );
    }
    mkdirSync(dirname(ADDRESS_FILE), { recursive: true });
    writeFileSync(ADDRESS_FILE, endpoint);
  }
  return { endpoint, untilInterrupted: () => interrupted, stop };
}

async function start(
  options: Omit<CloudStart, 'line'> & { readonly dataDir: string },
): Promise<RunningCloud> {
  const { startLocalCloud } = await import('../local/index.ts');
  try {
    return await startLocalCloud({ ...options, images: [...(options.images ?? []), ...IMAGES] });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const { port, dataDir } = options;
    if (code === 'EADDRINUSE')
      throw new CliError(
        'PortTaken',
        `another program listens on port ${port}`,
        `perennial up --port ${port + 1}`,
        { cause },
      );
    if (code === 'FolderTaken')
      throw new CliError(code, message, 'perennial up --data <another folder>', { cause });
    if (code === 'OtherFormat')
      throw new CliError(code, message, `begin anew: rm -r '${dataDir}'`, { cause });
    throw cause;
  }
}

async function deploy(
  running: RunningCloud,
  assembly: string,
  line: ProgressLine,
): Promise<'deployed'> {
  const { deployAssembly } = await import('../local/index.ts');
  let count = 0;
  await deployAssembly(running, assembly, ({ stack, logicalId, what }) => {
    count += 1;
    line.update(`${stack}: ${logicalId} ${what}`);
  });
  const done =
    count > 0
      ? `deployed: ${count} resources made or changed`
      : 'nothing to deploy, all is as it should be';
  line.print(`${done}, at ${running.cloud.endpoint}`);
  return 'deployed';
}

/**
 * Synthesizes our app as `npx cdk synth` does; answers the folder of the assembly.
 *
 * @param root the folder of the app
 * @throws CliError `ProgramFailed` with what synth said
 */
export async function synthesize(root: string = PACKAGE_ROOT): Promise<string> {
  const assembly = join(root, 'cdk.out');
  const settings = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as {
    readonly context: object;
  };
  const program = join(root, 'dist', 'app.mjs');
  if (!existsSync(program))
    throw new CliError('ProgramFailed', `there is no '${program}'`, 'npm run build');
  // CloudFormation's rules take half of the time, and hold before anything is deployed to AWS.
  const environment = {
    CDK_OUTDIR: assembly,
    CDK_CONTEXT_JSON: JSON.stringify(settings.context),
    CDK_VALIDATION: 'false',
  };
  const { code, output } = await runProgram([program], environment);
  if (code === 0) return assembly;
  const message = `the app does not synthesize:\n${reasonIn(output)}`;
  throw new CliError('ProgramFailed', message, 'mend the definition, then try again');
}

/** The message of the error that a program died of, without the frames around it; else all that it said. */
function reasonIn(output: string): string {
  return /^\w*Error: (?<said>[^]*?)\n {4}at /m.exec(output)?.groups?.said ?? output.trimEnd();
}

/** How a program ended, and all that it said. */
interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function runProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: PACKAGE_ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}

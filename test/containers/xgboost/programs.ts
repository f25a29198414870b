import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const place = mkdtempSync(join(tmpdir(), 'xgboost-container-'));
const source = (name: string) =>
  fileURLToPath(new URL(`../../../containers/xgboost/${name}.ts`, import.meta.url));

/** Bundles a program and returns where it lies. */
export async function bundled(name: 'train' | 'serve'): Promise<string> {
  const outfile = join(place, `${name}.mjs`);
  await build(
    {
      entryPoints: [source(name)], outfile, bundle: true, platform: 'node', format: 'esm',
      logLevel: 'error',
    }
  );
  return outfile;
}

/** A channel: its content type, and a folder to copy or files with their text. */
export interface Channel {
  readonly contentType?: string;
  readonly from: string | Readonly<Record<string, string>>;
}

/** A base directory as SageMaker sets one up. */
export function aBase(
  hyperparameters: Record<string, string>, channels: Readonly<Record<string, Channel>>,
): string {
  const base = mkdtempSync(join(place, 'job-'));
  for (const folder of ['input/config', 'model', 'output/data']) {
    mkdirSync(join(base, folder), { recursive: true });
  }
  const configs = Object.entries(channels).map(([name, { contentType }]) => [name, {
    TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated', RecordWrapperType: 'None',
    ...(contentType !== undefined && { ContentType: contentType }),
  }]);
  const write = (name: string, value: unknown) =>
    writeFileSync(join(base, 'input/config', name), JSON.stringify(value));
  write('hyperparameters.json', hyperparameters);
  write('inputdataconfig.json', Object.fromEntries(configs));
  write(
    'resourceconfig.json',
    { current_host: 'algo-1', hosts: ['algo-1'], network_interface_name: 'eth0' }
  );
  Object.entries(channels).forEach(
    ([name, { from }]) => putData(join(base, 'input/data', name), from)
  );
  return base;
}

function putData(folder: string, from: Channel['from']): void {
  mkdirSync(folder, { recursive: true });
  if (typeof from === 'string') {
    cpSync(from, folder, { recursive: true });
    return;
  }
  for (const [name, text] of Object.entries(from)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Starts a program on a base directory. */
export function start(program: string, base: string, environment: Record<string, string> = {}) {
  const child = spawn(
    process.execPath, [program],
    { env: { ...process.env, SAGEMAKER_BASE_DIR: base, ...environment } }
  );
  const output = new Output();
  child.stdout.on('data', (chunk) => output.add(String(chunk)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  void ended.then(() => output.end());
  return { child, output, ended };
}

/** What a program has printed so far. */
class Output {
  text = '';
  private waiting: (() => void)[] = [];
  private ended = false;

  /** Takes more. */
  add(chunk: string): void {
    this.text += chunk;
    this.waiting.splice(0).forEach((wake) => wake());
  }

  /** Nothing more will come. */
  end(): void {
    this.ended = true;
    this.add('');
  }

  /** Waits until this is among what was printed. */
  async holds(part: string): Promise<void> {
    while (!this.text.includes(part)) {
      if (this.ended) {
        throw new Error(`the program ended without printing '${part}': ${this.text}`);
      }
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }
}

/** What a training left behind. */
export interface TrainingResult {
  readonly status: number | null;
  readonly log: string;
  readonly failure: string;
  readonly models: readonly string[];
}

/** Trains and waits for the end. */
export async function runTraining(program: string, base: string): Promise<TrainingResult> {
  const { output, ended } = start(program, base);
  const status = await ended;
  const failure = join(base, 'output/failure');
  return {
    status,
    log: output.text,
    failure: existsSync(failure) ? readFileSync(failure, 'utf8') : '',
    models: readdirSync(join(base, 'model')).sort(),
  };
}

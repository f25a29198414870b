import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotEmulated } from '../../../errors.ts';
import type { FunctionConfiguration, LambdaFunction } from '../functions.ts';
import { inLayers } from '../layers/attached.ts';
import { PYTHON_BOOTSTRAP } from './python-bootstrap.ts';

/** A command and its arguments. */
export interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
}

/** Where the bundled bootstrap lies: beside the bundled cloud, or seen from the sources. */
const BOOTSTRAPS = ['./lambda-bootstrap.mjs', '../../../../dist/lambda-bootstrap.mjs'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

type Family = 'node' | 'python' | 'provided';

/** The family of a runtime. Throws for those that this machine cannot run. */
export function programOf(runtime: string): Family {
  if (/^nodejs\d/.test(runtime)) return 'node';
  if (runtime.startsWith('provided')) return 'provided';
  if (/^python3\.\d+$/.test(runtime) && pythonPath() !== undefined) return 'python';
  const why = runtime.startsWith('python')
    ? "there is no 'python3' on the PATH"
    : 'Node.js, Python and executables (provided.al2023) are run';
  throw new NotEmulated(`the runtime '${runtime}'`, why);
}

/** What runs a function's code; a wrapper script of the function goes in front. */
export function commandOf({ code, configuration }: LambdaFunction): Program {
  const program = bare(configuration, code);
  const wrapper = configuration.Environment?.AWS_LAMBDA_EXEC_WRAPPER;
  if (!wrapper) return program;
  const below = /^\/opt\/(.*)/.exec(wrapper)?.[1];
  const inLayer = below === undefined ? undefined : inLayers(below, configuration);
  const path = inLayer ?? wrapper.replace(/^\/var\/task\//, `${code}/`);
  return { command: path, arguments: [program.command, ...program.arguments] };
}

function bare(configuration: FunctionConfiguration, code: string): Program {
  const family = programOf(configuration.Runtime);
  if (family === 'provided') return { command: executable(configuration, code), arguments: [] };
  if (family === 'python')
    return { command: pythonPath()!, arguments: ['-u', '-c', PYTHON_BOOTSTRAP] };
  const bootstrap = BOOTSTRAPS.find((path) => existsSync(path)) ?? BOOTSTRAPS[0]!;
  return {
    command: process.execPath,
    arguments: [`--max-old-space-size=${configuration.MemorySize}`, bootstrap],
  };
}

/** Source: Lambda developer guide, runtimes-custom: first the function's, then a layer's. */
function executable(configuration: FunctionConfiguration, code: string): string {
  const own = join(code, 'bootstrap');
  return existsSync(own) ? own : (inLayers('bootstrap', configuration) ?? own);
}

function pythonPath(): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'python3'))
    .find((path) => existsSync(path));
}

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import { realNow, wakeAfter } from '../../../world/world.ts';
import { JobFailure } from '../errors.ts';
import { askContainer } from './container-client.ts';
import { containerEnvironment } from './environment.ts';
import { Program } from './program.ts';

/** How a serving container is started. */
export interface ServingOptions {
  readonly command: readonly string[];
  /** Holds `model/`, with the model's files. */
  readonly baseDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The session whose credentials it has. @default - none: the network is isolated */
  readonly principal?: RolePrincipal;
  readonly purpose: string;
  readonly log: (line: string) => void;
}

/** A program that serves a model over HTTP. */
export interface ServingProgram {
  readonly port: number;
  readonly program: Program;
}

/** Real milliseconds until a container must answer /ping. */
const PING_LIMIT = 60_000;

/**
 * Starts a serving program and waits until it answers `/ping`. Throws JobFailure when it does not.
 */
export async function startServing(cloud: Cloud, options: ServingOptions): Promise<ServingProgram> {
  const port = await freePort();
  const env = containerEnvironment(cloud, options.principal, {
    SAGEMAKER_BASE_DIR: options.baseDir,
    SAGEMAKER_BIND_TO_PORT: String(port),
    ...options.environment,
  });
  const program = new Program(cloud, {
    command: options.command,
    cwd: options.baseDir,
    env,
    purpose: options.purpose,
    log: options.log,
  });
  await untilHealthy(program, port);
  return { port, program };
}

async function untilHealthy(program: Program, port: number): Promise<void> {
  const limit = realNow() + PING_LIMIT;
  while (program.running && realNow() < limit) {
    if (await answersPing(port)) return;
    await new Promise<void>((resolve) => wakeAfter(20, resolve));
  }
  await program.stop(0);
  throw new JobFailure(
    'The primary container for production variant did not pass the ping health check. Please check CloudWatch logs for this endpoint.',
  );
}

async function answersPing(port: number): Promise<boolean> {
  try {
    return (
      (await askContainer({ port, path: '/ping', method: 'GET', timeout: 2000 })).status === 200
    );
  } catch {
    // Nothing listens there yet.
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

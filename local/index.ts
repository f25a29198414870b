import { readAssembly } from './assembly/assembly.ts';
import { StackDeployer } from './cloudformation/engine.ts';
import type { Progress } from './cloudformation/engine.ts';
import type { LocalCloudOptions } from './options.ts';
import { run } from './runtime.ts';
import type { RunningCloud } from './runtime.ts';
import { services } from './services/index.ts';

/**
 * Starts the local cloud with all its services. Throws where the port is taken or the folder cannot
 * be written.
 */
export function startLocalCloud(options: LocalCloudOptions): Promise<RunningCloud> {
  return run(options, services);
}

/** Deploys all stacks of a synthesized app (`cdk.out`), those that others depend on first. */
export async function deployAssembly(
  running: RunningCloud,
  folder: string,
  progress?: Progress,
): Promise<void> {
  const deployer = new StackDeployer(running.cloud, progress);
  for (const stack of readAssembly(folder)) await deployer.deploy(stack);
}

export type { Progress } from './cloudformation/engine.ts';
export { LocalCloudError, NotEmulated } from './errors.ts';
export type { ImageProgram } from './kernel/index.ts';
export type { LocalCloudOptions } from './options.ts';
export type { RunningCloud } from './runtime.ts';

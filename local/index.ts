import type { LocalCloudOptions } from './options.ts';
import { run } from './runtime.ts';
import type { RunningCloud } from './runtime.ts';
import { services } from './services/index.ts';

/** Starts the local cloud with all its services. Throws where the port is taken or the folder cannot be written. */
export function startLocalCloud(options: LocalCloudOptions): Promise<RunningCloud> {
  return run(options, services);
}

export type { LocalCloudOptions } from './options.ts';
export type { RunningCloud } from './runtime.ts';
export { LocalCloudError, NotEmulated } from './errors.ts';

import type { ImageProgram } from './kernel/index.ts';

/** How a local cloud is started. */
export interface LocalCloudOptions {
  /** Folder of database and bodies. It may exist: the cloud goes on where it was. */
  readonly dataDir: string;
  /** Port on 127.0.0.1. @default - any free port */
  readonly port?: number;
  /** `virtual`: time stands still until `/_local/clock` advances it. @default - real */
  readonly clock?: 'real' | 'virtual';
  /**
   * Where the clock starts when the folder is new, ISO 8601: a real one goes on from there. A reset
   * goes back to it. @default - the real time of the first start
   */
  readonly startTime?: string;
  /** @default - 000000000000 */
  readonly accountId?: string;
  /** @default - us-east-1 */
  readonly region?: string;
  /**
   * Roles of this account that are not there are taken at their word where a service is given one,
   * as programs do that were written for clouds without roles. Sessions of such a role have no
   * permissions. @default - they are refused, as AWS does
   */
  readonly rolesOnTrust?: boolean;
  /** Programs that stand in for container images; the first match counts. @default - none */
  readonly images?: readonly ImageProgram[];
  /** Seed of ids and chance. @default - unpredictable */
  readonly seed?: number;
  /** Where faults of the cloud itself are told. @default - stderr */
  readonly report?: (line: string) => void;
}

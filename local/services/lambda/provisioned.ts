import type { Cloud } from '../../kernel/index.ts';
import { aliasNamed } from './aliases.ts';
import type { LambdaFunction } from './functions.ts';

/** A row of provisioned concurrency: that of a version or an alias. */
export interface ProvisionedRow {
  readonly function: string;
  readonly qualifier: string;
  readonly requested: number;
  readonly modified: number;
}

/** Milliseconds until what was asked for is there. */
const MILLIS_TO_PROVISION = 2000;

/** All provisioned concurrency of a function. */
export function provisionedRows(name: string, cloud: Cloud): readonly ProvisionedRow[] {
  return cloud.db.all<ProvisionedRow>(
    'SELECT * FROM lambda_provisioned WHERE function = ? ORDER BY qualifier',
    name,
  );
}

/** How many environments are provisioned for a version, by itself or by its aliases. */
export function provisionedFor(fn: LambdaFunction, cloud: Cloud): number {
  return provisionedRows(fn.name, cloud)
    .filter(({ qualifier }) => {
      const version = aliasNamed(fn.name, qualifier, cloud)?.version ?? qualifier;
      return version === fn.version;
    })
    .filter((row) => isReady(row, cloud))
    .reduce((sum, { requested }) => sum + requested, 0);
}

/** How many environments are provisioned over all versions, there or on their way. */
export function provisionedInAll(name: string, cloud: Cloud): number {
  return provisionedRows(name, cloud).reduce((sum, { requested }) => sum + requested, 0);
}

/** How Lambda shows provisioned concurrency. */
export function describeProvisioned(row: ProvisionedRow, cloud: Cloud) {
  const there = isReady(row, cloud) ? row.requested : 0;
  return {
    RequestedProvisionedConcurrentExecutions: row.requested,
    AvailableProvisionedConcurrentExecutions: there,
    AllocatedProvisionedConcurrentExecutions: there,
    Status: isReady(row, cloud) ? 'READY' : 'IN_PROGRESS',
    LastModified: new Date(row.modified).toISOString().replace('Z', '+0000'),
  };
}

function isReady({ modified }: ProvisionedRow, cloud: Cloud): boolean {
  return cloud.world.now() - modified >= MILLIS_TO_PROVISION;
}

import type { Cloud } from '../../kernel/index.ts';
import { AwsError } from '../../errors.ts';
import { insertRevision } from './machines.ts';
import type { Machine } from './machines.ts';

/** A published version. */
export interface Version {
  readonly arn: string;
  readonly machine_arn: string;
  readonly version: number;
  readonly revision: string;
  readonly description: string | null;
  readonly created: number;
}

/** Versions of a state machine, the newest first. */
export function versionsOf(cloud: Cloud, machineArn: string): Version[] {
  return cloud.db.all<Version>(
    'SELECT * FROM states_versions WHERE machine_arn = ? ORDER BY version DESC',
    machineArn,
  );
}

/** Publishes the present revision; publishing it again returns the version there is. */
export function publishVersion(
  cloud: Cloud,
  machine: Machine,
  options: { readonly description?: string; readonly revisionId?: string },
): Version {
  if (options.revisionId !== undefined && options.revisionId !== machine.revision) {
    throw new AwsError(
      'ConflictException',
      `Failed to publish the State Machine version for revision ${options.revisionId}. The current State Machine revision is ${machine.revision}.`,
    );
  }
  const versions = versionsOf(cloud, machine.arn);
  const same = versions.find(({ revision }) => revision === machine.revision);
  if (same) return same;
  const number = nextNumber(cloud, machine.arn);
  insertRevision(cloud, machine);
  const made: Version = {
    arn: `${machine.arn}:${number}`,
    machine_arn: machine.arn,
    version: number,
    revision: machine.revision,
    description: options.description ?? null,
    created: cloud.world.now(),
  };
  cloud.db.run(
    'INSERT INTO states_versions (arn, machine_arn, version, revision, description, created) VALUES (?, ?, ?, ?, ?, ?)',
    made.arn,
    made.machine_arn,
    made.version,
    made.revision,
    made.description,
    made.created,
  );
  return made;
}

/** Numbers are not given twice, also after a version was deleted. */
function nextNumber(cloud: Cloud, machineArn: string): number {
  cloud.db.run(
    'UPDATE states_machines SET last_version = last_version + 1 WHERE arn = ?',
    machineArn,
  );
  return cloud.db.get<{ last_version: number }>(
    'SELECT last_version FROM states_machines WHERE arn = ?',
    machineArn,
  )!.last_version;
}

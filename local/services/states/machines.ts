import type { Cloud } from '../../kernel/index.ts';
import { splitMachineArn } from './arns.ts';
import { stateMachineDoesNotExist } from './errors.ts';

/** A state machine, as its row has it. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: string;
  readonly role_arn: string;
  /** A new one with every update that changes something; that of the creation is not shown. */
  readonly revision: string;
  readonly logging: string | null;
  readonly tracing: string | null;
  readonly encryption: string | null;
  readonly created: number;
  readonly updated: number;
}

/**
 * A state machine as an ARN names it: as it is now, or as it was when the version was published.
 */
export interface ResolvedMachine extends Machine {
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly versionDescription?: string;
}

/** The state machine of an unqualified ARN. */
export function findMachine(cloud: Cloud, arn: string): Machine | undefined {
  return cloud.db.get<Machine>('SELECT * FROM states_machines WHERE arn = ?', arn);
}

/** What an ARN names: a state machine, a version or an alias. Throws where it does not exist. */
export function resolveMachine(cloud: Cloud, arn: string): ResolvedMachine {
  const { machine: machineArn, qualifier } = splitMachineArn(arn);
  const machine = findMachine(cloud, machineArn);
  if (!machine) throw stateMachineDoesNotExist(arn);
  if (qualifier === undefined) return machine;
  if (/^\d+$/.test(qualifier)) return atVersion(cloud, machine, arn);
  const alias = cloud.db.get<{ routing: string }>(
    'SELECT routing FROM states_aliases WHERE arn = ?',
    arn,
  );
  if (!alias) throw stateMachineDoesNotExist(arn);
  return { ...atVersion(cloud, machine, pickRoute(cloud, alias.routing)), aliasArn: arn };
}

/** One share of an alias. */
export interface Route {
  readonly stateMachineVersionArn: string;
  readonly weight: number;
}

/** Notes the machine's present state as the revision that executions run by. */
export function insertRevision(cloud: Cloud, machine: Machine): void {
  cloud.db.run(
    `INSERT OR IGNORE INTO states_revisions (machine_arn, revision, definition, role_arn, logging, tracing, created)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    machine.arn,
    machine.revision,
    machine.definition,
    machine.role_arn,
    machine.logging,
    machine.tracing,
    machine.updated,
  );
}

function atVersion(cloud: Cloud, machine: Machine, versionArn: string): ResolvedMachine {
  const version = cloud.db.get<{ revision: string; description: string | null; created: number }>(
    'SELECT revision, description, created FROM states_versions WHERE arn = ?',
    versionArn,
  );
  if (!version) throw stateMachineDoesNotExist(versionArn);
  const revision = cloud.db.get<Pick<Machine, 'definition' | 'role_arn' | 'logging' | 'tracing'>>(
    'SELECT definition, role_arn, logging, tracing FROM states_revisions WHERE machine_arn = ? AND revision = ?',
    machine.arn,
    version.revision,
  )!;
  return {
    ...machine,
    ...revision,
    revision: version.revision,
    versionArn,
    created: version.created,
    versionDescription: version.description ?? undefined,
  };
}

function pickRoute(cloud: Cloud, routing: string): string {
  // Written by CreateStateMachineAlias.
  const routes = JSON.parse(routing) as Route[];
  let chance = cloud.world.random() * 100;
  const found = routes.find(({ weight }) => (chance -= weight) < 0);
  return (found ?? routes.at(-1)!).stateMachineVersionArn;
}

const INITIAL = 'initial-';

/** The revision of a state machine that was just made. */
export function initialRevision(cloud: Cloud): string {
  return INITIAL + cloud.world.uuid();
}

/** The revision id as the API shows it: a machine has one once it was updated. */
export function shownRevision({ revision }: { readonly revision: string }): {
  readonly revisionId?: string;
} {
  return revision.startsWith(INITIAL) ? {} : { revisionId: revision };
}

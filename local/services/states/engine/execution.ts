import type { Cloud } from '../../../kernel/index.ts';
import { BoundedCache } from '../language/bounded-cache.ts';
import { parseDefinition } from '../language/definition.ts';
import type { MachinePath } from '../language/definition.ts';
import type { MachineDefinition } from '../language/types.ts';

/** How an execution stands. */
export type ExecutionStatus =
  'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

/** An execution, as its row has it. */
export interface Execution {
  readonly arn: string;
  readonly machine_arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly revision: string;
  readonly role_arn: string;
  readonly input: string;
  readonly status: ExecutionStatus;
  readonly started: number;
  readonly stopped: number | null;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly last_event: number;
  readonly redrive_count: number;
  readonly redriven: number | null;
  readonly trace_header: string | null;
  readonly version_arn: string | null;
  readonly alias_arn: string | null;
  /** The map run, the waiting thread and the item, for an item of a distributed Map. */
  readonly map_run_arn: string | null;
  readonly parent_thread: string | null;
  readonly position: number | null;
  /** JSON of the machine's path in the definition. */
  readonly path: string;
  /** Variables, state and input to go on from when it is redriven; JSON of a thread. */
  readonly redrive_from: string | null;
}

/** The definition and settings that an execution runs by. */
export interface Revision {
  readonly definition: string;
  /** The definition, parsed. */
  readonly machine: MachineDefinition;
  readonly logging: string | null;
  readonly created: number;
}

/** The row of an execution, or undefined. */
export function findExecution(cloud: Cloud, arn: string): Execution | undefined {
  return cloud.db.get<Execution>('SELECT * FROM states_executions WHERE arn = ?', arn);
}

const revisions = new WeakMap<Cloud, BoundedCache<Revision>>();

/** The revision of the state machine that an execution runs by; revisions never change. */
export function revisionOf(
  cloud: Cloud,
  execution: Pick<Execution, 'machine_arn' | 'revision'>,
): Revision {
  const known = revisions.get(cloud) ?? new BoundedCache<Revision>(200);
  revisions.set(cloud, known);
  const { machine_arn: machineArn, revision } = execution;
  return known.get(`${machineArn} ${revision}`, () => readRevision(cloud, machineArn, revision));
}

function readRevision(cloud: Cloud, machineArn: string, revision: string): Revision {
  const row = cloud.db.get<{ definition: string; logging: string | null; created: number }>(
    'SELECT definition, logging, created FROM states_revisions WHERE machine_arn = ? AND revision = ?',
    machineArn,
    revision,
  )!;
  return { ...row, machine: parseDefinition(row.definition) };
}

/** What a new execution begins with. */
export interface ExecutionDraft {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly revision: string;
  readonly roleArn: string;
  readonly input: string;
  readonly traceHeader?: string;
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly path?: MachinePath;
  readonly mapItem?: {
    readonly mapRunArn: string;
    readonly threadId: string;
    readonly position: number;
  };
}

/** Writes the row of a new execution. */
export function insertExecution(cloud: Cloud, draft: ExecutionDraft): void {
  cloud.db.run(
    `INSERT INTO states_executions (arn, machine_arn, name, type, revision, role_arn, input, status, started, last_event,
       redrive_count, trace_header, version_arn, alias_arn, map_run_arn, parent_thread, position, path)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, 0, 0, ?, ?, ?, ?, ?, ?, ?)`,
    draft.arn,
    draft.machineArn,
    draft.name,
    draft.type,
    draft.revision,
    draft.roleArn,
    draft.input,
    cloud.world.now(),
    draft.traceHeader ?? null,
    draft.versionArn ?? null,
    draft.aliasArn ?? null,
    draft.mapItem?.mapRunArn ?? null,
    draft.mapItem?.threadId ?? null,
    draft.mapItem?.position ?? null,
    JSON.stringify(draft.path ?? []),
  );
}

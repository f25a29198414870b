import { AwsError } from '../../errors.ts';
import type { Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';

/** A row of the buses' table. */
export interface BusRow {
  readonly name: string;
  readonly description: string | null;
  readonly kms_key: string | null;
  readonly dead_letters: string | null;
  readonly log_config: string | null;
  readonly policy: string | null;
  readonly created: number;
  readonly modified: number;
}

/** The bus' name in a name or an ARN; the default bus where none is given. */
export function busName(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined) return 'default';
  return nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn;
}

/** ARN of a bus. */
export function busArn(name: string, cloud: Cloud): string {
  return `arn:${cloud.partition}:events:${cloud.region}:${cloud.accountId}:event-bus/${name}`;
}

/** The bus, where there is one. The default bus is always there. */
export function busRow(name: string, cloud: Cloud): BusRow | undefined {
  const row = cloud.db.get<BusRow>('SELECT * FROM events_buses WHERE name = ?', name);
  if (row || name !== 'default') return row;
  const now = cloud.world.now();
  cloud.db.run(
    "INSERT INTO events_buses (name, created, modified) VALUES ('default', ?, ?)",
    now,
    now,
  );
  return busRow(name, cloud);
}

/** The bus, or AWS's ResourceNotFoundException. */
export function requireBus(name: string, cloud: Cloud): BusRow {
  const row = busRow(name, cloud);
  if (row) return row;
  throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
}

/** Permission for an action on a bus; the bus' own policy has a say. */
export function busPermission(
  action: string,
  bus: string,
  cloud: Cloud,
  context?: Permission['context'],
): Permission {
  const policy = cloud.db.get<BusRow>('SELECT * FROM events_buses WHERE name = ?', bus)?.policy;
  return {
    action: `events:${action}`,
    resource: busArn(bus, cloud),
    resourcePolicy: policy ? (JSON.parse(policy) as PolicyDocument) : undefined,
    context,
  };
}

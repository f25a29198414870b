import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';
import { compilePattern } from './pattern/compile.ts';
import type { EventTest } from './pattern/compile.ts';
import type { InputSettings } from './transform.ts';

/** A target of a rule, as PutTargets takes it. */
export interface Target extends InputSettings {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly RetryPolicy?: {
    readonly MaximumRetryAttempts?: number;
    readonly MaximumEventAgeInSeconds?: number;
  };
  readonly DeadLetterConfig?: { readonly Arn?: string };
  /** Of Scheduler's targets that are buses. */
  readonly EventBridgeParameters?: { readonly Source: string; readonly DetailType: string };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
}

/** A row of the rules' table. */
export interface RuleRow {
  readonly bus: string;
  readonly name: string;
  readonly arn: string;
  readonly pattern: string | null;
  readonly schedule: string | null;
  readonly state: string;
  readonly description: string | null;
  readonly created: number;
}

/** The bus' name in a name or an ARN; the default bus where none is given. */
export function busName(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined) return 'default';
  return nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
}

/** ARN of a bus. */
export function busArn(name: string, cloud: Cloud): string {
  return `arn:aws:events:${cloud.region}:${cloud.accountId}:event-bus/${name}`;
}

/** ARN of a rule; the default bus is not named in it. */
export function ruleArn(bus: string, name: string, cloud: Cloud): string {
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return `arn:aws:events:${cloud.region}:${cloud.accountId}:rule/${path}`;
}

/** Throws ResourceNotFoundException where there is no such bus. */
export function requireBus(name: string, cloud: Cloud): void {
  if (name === 'default' || cloud.db.get('SELECT name FROM events_buses WHERE name = ?', name))
    return;
  throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
}

/** The rule, or AWS's ResourceNotFoundException. */
export function ruleNamed(bus: string, name: string, cloud: Cloud): RuleRow {
  const row = cloud.db.get<RuleRow>(
    'SELECT * FROM events_rules WHERE bus = ? AND name = ?',
    bus,
    name,
  );
  if (row) return row;
  throw new AwsError(
    'ResourceNotFoundException',
    `Rule ${name} does not exist on EventBus ${bus}.`,
  );
}

/** Permission for an action on a rule. */
export function onRule(action: string) {
  return (
    input: { readonly Name?: string; readonly Rule?: string; readonly EventBusName?: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [
    {
      action: `events:${action}`,
      resource: ruleArn(busName(input.EventBusName), input.Name ?? input.Rule ?? '', cloud),
    },
  ];
}

/** Permission for an action on a bus; the bus' own policy has a say. */
export function busPermission(action: string, bus: string, cloud: Cloud): Permission {
  const policy = cloud.db.get<{ policy: string | null }>(
    'SELECT policy FROM events_buses WHERE name = ?',
    bus,
  )?.policy;
  return {
    action: `events:${action}`,
    resource: busArn(bus, cloud),
    resourcePolicy: policy ? (JSON.parse(policy) as PolicyDocument) : undefined,
  };
}

const compiled = new Map<string, EventTest>();

/** A compiled pattern; patterns repeat with every event. */
export function testOf(pattern: string): EventTest {
  let test = compiled.get(pattern);
  if (!test) {
    test = compilePattern(pattern);
    if (compiled.size > 5_000) compiled.clear();
    compiled.set(pattern, test);
  }
  return test;
}

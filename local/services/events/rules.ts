import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { busName } from './buses.ts';
import { compilePattern } from './pattern/compile.ts';
import type { EventTest } from './pattern/compile.ts';

/** A row of the rules' table. */
export interface RuleRow {
  readonly bus: string;
  readonly name: string;
  readonly arn: string;
  readonly pattern: string | null;
  readonly schedule: string | null;
  readonly state: string;
  readonly description: string | null;
  readonly role: string | null;
  readonly managed_by: string | null;
  readonly created: number;
}

/** What names a rule. */
export interface RuleInput {
  readonly Name: string;
  readonly EventBusName?: string;
}

/** ARN of a rule; the default bus is not named in it. */
export function ruleArn(bus: string, name: string, cloud: Cloud): string {
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return `arn:${cloud.partition}:events:${cloud.region}:${cloud.accountId}:rule/${path}`;
}

/** The rule, where there is one. */
export function ruleRow(bus: string, name: string, cloud: Cloud): RuleRow | undefined {
  return cloud.db.get<RuleRow>('SELECT * FROM events_rules WHERE bus = ? AND name = ?', bus, name);
}

/** The rule, or AWS's ResourceNotFoundException. */
export function ruleNamed(bus: string, name: string, cloud: Cloud): RuleRow {
  const row = ruleRow(bus, name, cloud);
  if (row) return row;
  throw new AwsError(
    'ResourceNotFoundException',
    `Rule ${name} does not exist on EventBus ${bus}.`,
  );
}

/** A rule that takes events has one of two states. */
export function isEnabled({ state }: RuleRow): boolean {
  return state !== 'DISABLED';
}

/** Rules of AWS services are left alone, unless they are forced. */
export function requireUnmanaged(row: RuleRow, force: boolean | undefined): void {
  if (row.managed_by === null || force) return;
  throw new AwsError(
    'ManagedRuleException',
    `Rule '${row.name}' is managed by '${row.managed_by}' and can only be modified by it.`,
  );
}

/** How EventBridge shows a rule. */
export function asRule(row: RuleRow) {
  return {
    Name: row.name,
    Arn: row.arn,
    EventPattern: row.pattern ?? undefined,
    ScheduleExpression: row.schedule ?? undefined,
    State: row.state,
    Description: row.description ?? undefined,
    RoleArn: row.role ?? undefined,
    ManagedBy: row.managed_by ?? undefined,
    EventBusName: row.bus,
  };
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

import type { Cloud } from '../../kernel/index.ts';
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

/** A row of the targets' table. */
export interface TargetRow {
  readonly bus: string;
  readonly rule: string;
  readonly id: string;
  readonly target: string;
}

/** The targets of a rule, by id. */
export function targetsOf(bus: string, rule: string, cloud: Cloud): readonly Target[] {
  return cloud.db
    .all<TargetRow>(
      'SELECT * FROM events_targets WHERE bus = ? AND rule = ? ORDER BY id',
      bus,
      rule,
    )
    .map(({ target }) => JSON.parse(target) as Target);
}

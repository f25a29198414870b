import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Writes down why a finding of cdk-nag is meant to be as it is. */
export function because(scope: IConstruct, reason: string, ...ids: readonly string[]): void {
  for (const id of ids) Validations.of(scope).acknowledge({ id, reason });
}

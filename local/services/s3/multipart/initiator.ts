import type { Cloud, Principal } from '../../../kernel/index.ts';
import { owner } from '../buckets.ts';
import type { UploadPlan } from '../uploads.ts';

/** Who began an upload, as listings tell it. */
export interface Initiator {
  readonly ID: string;
  readonly DisplayName: string;
}

/**
 * An account is told by its canonical user, whoever else calls by ARN. An initiator has kept the name
 * that owners have lost (recorded). Source: S3 API reference, Initiator.
 */
export function initiatorOf(principal: Principal, cloud: Cloud): Initiator {
  if (principal.kind === 'root') return { ID: owner(cloud).ID, DisplayName: 'root' };
  return { ID: principal.arn, DisplayName: principal.arn.replace(/^[^/]*\//, '') };
}

/** What listings tell of an upload's people. */
export function describePeople({ initiator }: UploadPlan, cloud: Cloud) {
  return { Owner: owner(cloud), Initiator: initiator ?? owner(cloud) };
}

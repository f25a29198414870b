import { facts, whatToType } from './message.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { Run } from '../registry/run.ts';
import type { Version } from '../registry/version.ts';
import type { Message } from './message.ts';

/** What an approval is about. */
export interface ApprovalParts {
  readonly definition: ModelDefinition;
  readonly run: Run;
  readonly version: Version;
}

/** Asks people to look at a version. */
export function approvalMessage({ definition, run, version }: ApprovalParts): Message {
  const { name, owners, approval } = definition;
  const rule = approval.requesterMayApprove ? undefined : `not ${run.requestedBy}, who asked for the run`;
  const told = facts([
    ['Model', name],
    ['Version', String(version.version)],
    ['Trained because', `${run.reason}: ${run.note}`],
    ['The gates say', version.reason],
    ['Rows', `${version.lineage.rows.train} trained on, ${version.lineage.rows.holdout} judged on`],
    ['Owners', owners.join(', ')],
    ['Who may approve', rule],
    ['Until', `${approval.timeoutHours} hours from now, then the run ends without it`],
  ]);
  return {
    subject: `${name}: version ${version.version} waits for approval`,
    message: `${told}\n\n${whatToType(name, version.version, ['look', 'approve', 'reject'])}`,
  };
}

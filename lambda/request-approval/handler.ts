import { approvalMessage } from '../../domain/alerting/approval-message.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { ApprovalRecord, readIfThere } from '../../domain/registry/records.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { snsTopic } from '../shared/messaging.ts';
import { readRun, readVersion } from '../shared/runs.ts';
import { serve } from '../shared/serve.ts';
import { requestApproval } from './contract.ts';
import type * as z from 'zod';
import type { Clock, Registry } from '../../domain/ports.ts';
import type { Topic } from '../shared/ports.ts';

/** What asking for approval needs of the world. */
export interface ApprovalPorts {
  readonly registry: Registry;
  readonly topic: Topic;
  readonly clock: Clock;
}

/**
 * Keeps the token of the waiting state and tells people. Asked again with the same token, it stays
 * silent.
 */
export async function askForApproval(
  { model, runId, version, taskToken }: z.output<typeof requestApproval.input>,
  { registry, topic, clock }: ApprovalPorts,
): Promise<z.output<typeof requestApproval.output>> {
  const [{ definition }, storedRun, storedVersion, storedApproval] = await readModel(
    registry, model, sortKeys.run(runId), sortKeys.version(version), sortKeys.approval(runId),
  );
  const before = readIfThere(ApprovalRecord, storedApproval, 'the approval');
  if (before?.taskToken === taskToken) return { asked: false };
  const run = readRun(storedRun, runId);
  const now = clock.now();
  const approval: ApprovalRecord = {
    runId, version, taskToken, requestedBy: run.requestedBy, askedAt: now.toISOString(),
    ttl: Math.floor(now.getTime() / 1000) + definition.approval.timeoutHours * 3600,
  };
  await registry.write(model, [{ put: approval, sk: sortKeys.approval(runId), when: 'always' }]);
  const asked = readVersion(storedVersion, version);
  const { subject, message } = approvalMessage({ definition, run, version: asked });
  await topic.publish(subject, message);
  return { asked: true };
}

export const handler = serve(requestApproval, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  topic: snsTopic(env.ONCALL_TOPIC_ARN),
}), askForApproval);

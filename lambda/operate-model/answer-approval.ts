import { historyPut } from '../../domain/delivery/promote.ts';
import { DomainError } from '../../domain/errors.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { ApprovalRecord, readIfThere } from '../../domain/registry/records.ts';
import { approve, reject } from '../../domain/registry/version.ts';
import { readModel } from '../shared/definitions.ts';
import { readVersion } from '../shared/runs.ts';
import type { Registry, RegistryWrite } from '../../domain/ports.ts';
import type { Version } from '../../domain/registry/version.ts';
import type { OperatorPorts } from './handler.ts';

interface Answered {
  readonly model: string;
  readonly version: number;
  readonly reason: string;
}

interface Waiting {
  readonly version: Version;
  readonly approval: ApprovalRecord | null;
  readonly requesterMayApprove: boolean;
}

/**
 * Lets a pending version go on. The version is approved first; a second call finds it so and wakes
 * the execution again.
 *
 * @throws DomainError `TransitionRefused` when it is not pending, or the approver asked for the run
 */
export async function approveVersion(command: Answered, who: string, ports: OperatorPorts): Promise<string> {
  const { version, approval, requesterMayApprove } = await waiting(ports.registry, command);
  if (!requesterMayApprove && approval?.requestedBy === who) {
    throw new DomainError('TransitionRefused', `let somebody else approve: ${who} asked for this run`);
  }
  if (version.status !== 'approved') {
    const next = approve(version, who, command.reason);
    await ports.registry.write(command.model, writes(next, command, { who, what: 'approved', at: ports.clock.now() }));
  }
  const woken = approval !== null && await ports.executions.succeed(
    approval.taskToken, { approved: true, by: who },
  );
  return `version ${version.version} is approved${woken ? ', its run goes on' : ', but no run waits for it any more'}`;
}

/**
 * Turns a pending version down. @throws DomainError `TransitionRefused` when it is neither pending
 * nor rejected
 */
export async function rejectVersion(command: Answered, who: string, ports: OperatorPorts): Promise<string> {
  const { version, approval } = await waiting(ports.registry, command);
  if (version.status !== 'rejected') {
    const next = reject(version, who, command.reason);
    await ports.registry.write(command.model, writes(next, command, { who, what: 'rejected', at: ports.clock.now() }));
  }
  const cause = `rejected by ${who}: ${command.reason}`;
  const woken = approval !== null && await ports.executions.fail(approval.taskToken, 'Rejected', cause);
  return `version ${version.version} is rejected${woken ? ', its run ends' : ', but no run waits for it any more'}`;
}

async function waiting(registry: Registry, { model, version: number }: Answered): Promise<Waiting> {
  const [{ definition }, stored] = await readModel(registry, model, sortKeys.version(number));
  const version = readVersion(stored, number);
  const [approval] = await registry.read(model, [sortKeys.approval(version.lineage.runId)]);
  return {
    version,
    approval: readIfThere(ApprovalRecord, approval, 'the approval'),
    requesterMayApprove: definition.approval.requesterMayApprove,
  };
}

interface Act {
  readonly who: string;
  readonly what: 'approved' | 'rejected';
  readonly at: Date;
}

function writes(next: Version, { reason }: Answered, { who, what, at }: Act): readonly RegistryWrite[] {
  const { version, lineage } = next;
  const effect = `version ${version} is ${what}: ${reason}`;
  return [
    { put: next, sk: sortKeys.version(version), when: { revision: next.revision - 1 } },
    historyPut({ at: at.toISOString(), who, what, effect, version, runId: lineage.runId }),
  ];
}

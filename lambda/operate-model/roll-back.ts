import { handOver } from '../../domain/delivery/promote.ts';
import { DomainError } from '../../domain/errors.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { AliasRecord, readIfThere } from '../../domain/registry/records.ts';
import { readVersion } from '../shared/runs.ts';
import { readSlots, slotKeys } from '../shared/slots.ts';
import type { OperatorPorts } from './handler.ts';

/**
 * Makes the version before the champion serve again, as long as its endpoint is kept.
 *
 * @throws DomainError `NothingDeployed` when there is no champion or no endpoint to go back to
 */
export async function rollBack(
  { model, reason }: { readonly model: string; readonly reason: string }, who: string, ports: OperatorPorts,
): Promise<string> {
  const { registry, endpoints, bus, clock } = ports;
  const [storedAlias, ...storedSlots] = await registry.read(model, [sortKeys.champion, ...slotKeys]);
  const alias = readIfThere(AliasRecord, storedAlias, 'the champion');
  const slots = readSlots(storedSlots);
  const back = slots.find((slot) => slot.status === 'retired' && slot.version !== null);
  const current = slots.find((slot) => slot.slot === alias?.slot);
  if (alias === null || current === undefined || back?.version === null || back?.endpointName == null) {
    throw new DomainError('NothingDeployed', `retrain '${model}' instead: no earlier version is kept ready`);
  }
  const state = await endpoints.describe(back.endpointName);
  if (state?.status !== 'InService') {
    throw new DomainError('NothingDeployed', `retrain '${model}' instead: endpoint ${back.endpointName} does not serve`);
  }
  const [next, previous] = await registry.read(
    model, [sortKeys.version(back.version), sortKeys.version(alias.version)],
  );
  await registry.write(model, handOver({
    next: readVersion(next, back.version), nextSlot: back, alias,
    previous: readVersion(previous, alias.version), previousSlot: current,
    what: 'rolled-back', who, reason, at: clock.now(),
  }));
  await bus.put([{
    type: 'Version Promoted',
    detail: { model, version: back.version, previous: alias.version, runId: null, by: who, reason },
  }]);
  return `version ${back.version} serves '${model}' again instead of version ${alias.version}`;
}

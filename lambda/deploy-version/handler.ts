import { DomainError } from '../../domain/errors.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { chooseSlot, endpointNameOf, occupy } from '../../domain/registry/slot.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { readVersion } from '../shared/runs.ts';
import { sagemakerEndpoints } from '../shared/sagemaker-endpoints.ts';
import { serve } from '../shared/serve.ts';
import { readSlots, slotKeys, slotWrite } from '../shared/slots.ts';
import { deployVersion } from './contract.ts';
import type * as z from 'zod';
import type { Registry } from '../../domain/ports.ts';
import type { Endpoints } from '../shared/ports.ts';

/** What deployment needs of the world. */
export interface DeploymentPorts {
  readonly registry: Registry;
  readonly endpoints: Endpoints;
}

/**
 * Takes the free slot and makes its endpoint. What an earlier version left in the slot is removed
 * first. Deploying again goes on where it stopped.
 */
export async function deploy(
  { model, runId, version }: z.output<typeof deployVersion.input>, { registry, endpoints }: DeploymentPorts,
): Promise<z.output<typeof deployVersion.output>> {
  const [{ definition }, stored, ...slots] = await readModel(
    registry, model, sortKeys.version(version), ...slotKeys,
  );
  const { status, lineage } = readVersion(stored, version);
  if (status !== 'approved' && status !== 'serving') {
    throw new DomainError('TransitionRefused', `approve version ${version} of '${model}' first, it is ${status}`);
  }
  const slot = chooseSlot(readSlots(slots), runId);
  const names = { endpointName: endpointNameOf(model, slot.slot), endpointConfigName: `${model}-${runId}` };
  const occupant = { version, runId, modelName: lineage.modelName, ...names };
  if (slot.runId !== runId) {
    const { endpointName, endpointConfigName, modelName } = slot;
    await endpoints.remove({ endpointName, configName: endpointConfigName, modelName });
    await registry.write(model, [slotWrite(occupy(slot, occupant))]);
  }
  await endpoints.create({
    endpointName: names.endpointName, configName: names.endpointConfigName, modelName: lineage.modelName,
    serving: definition.serving,
  });
  return { model, runId, version, slot: slot.slot, ...names };
}

export const handler = serve(deployVersion, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  endpoints: sagemakerEndpoints(),
}), deploy);

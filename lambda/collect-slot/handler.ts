import { historyPut } from '../../domain/delivery/promote.ts';
import { emptied } from '../../domain/registry/slot.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { sagemakerEndpoints } from '../shared/sagemaker-endpoints.ts';
import { serve } from '../shared/serve.ts';
import { readSlots, slotKeys, slotWrite } from '../shared/slots.ts';
import { collectSlot } from './contract.ts';
import type * as z from 'zod';
import type { Clock, Registry } from '../../domain/ports.ts';
import type { Endpoints } from '../shared/ports.ts';

/** What collection needs of the world. */
export interface CollectionPorts {
  readonly registry: Registry;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
}

/**
 * Empties a slot and removes what lay in it. The slot is emptied first, on the condition that
 * nothing moved in or serves: what is left then belongs to nobody. Collecting again finds the slot
 * empty and does nothing. A version that was rolled back to stays: the one that it took over from
 * goes in its stead.
 */
export async function collect(
  { model, slot, version }: z.output<typeof collectSlot.input>,
  { registry, endpoints, clock }: CollectionPorts,
): Promise<z.output<typeof collectSlot.output>> {
  const slots = readSlots(await registry.read(model, slotKeys));
  const named = slots.find((each) => each.slot === slot)!;
  const serves = named.version === version && named.status === 'serving';
  const found = serves ? slots.find((each) => each.slot !== slot)! : named;
  if (found.status === 'empty') return { collected: false, reason: `slot ${found.slot} is empty` };
  const isItsTurn = found === named ? found.version === version : found.status === 'retired';
  if (!isItsTurn) {
    return { collected: false, reason: `slot ${found.slot} holds version ${found.version}, ${found.status}` };
  }
  const { endpointName, endpointConfigName, modelName, runId } = found;
  const effect = `endpoint ${endpointName} of version ${found.version} is removed`;
  await registry.write(model, [
    slotWrite(emptied(found)),
    historyPut({ at: clock.now().toISOString(), who: 'collect-slot', what: 'collected', effect, version: found.version, runId }),
  ]);
  await endpoints.remove({ endpointName, configName: endpointConfigName, modelName });
  return { collected: true, reason: effect };
}

export const handler = serve(collectSlot, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  endpoints: sagemakerEndpoints(),
}), collect);

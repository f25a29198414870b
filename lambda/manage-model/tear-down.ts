import { ModelDefinition } from '../../domain/definition/model-definition.ts';
import { historyPut } from '../../domain/delivery/promote.ts';
import { SlotName } from '../../domain/names.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { endpointNameOf } from '../../domain/registry/slot.ts';
import { physicalIdOf } from './define.ts';
import type { RegistryWrite } from '../../domain/ports.ts';
import type { Endpoints } from '../shared/ports.ts';
import type { ModelProperties } from './contract.ts';
import type { ManagementPorts } from './handler.ts';

type TearDownPorts = Pick<ManagementPorts, 'registry' | 'executions' | 'endpoints' | 'clock'>;

/**
 * Removes what runs and costs money: executions first, so that nothing makes new endpoints; then
 * endpoints, configs and models of this name. Versions, uploads and history stay: they are what an
 * audit reads. Deleting again finds nothing left.
 */
export async function tearDown(properties: ModelProperties, ports: TearDownPorts): Promise<string> {
  const { registry, executions, endpoints, clock } = ports;
  const { name } = ModelDefinition.parse(JSON.parse(properties.Definition));
  const stopped = await executions.stopAll(properties.StateMachineArn, 'the stack of the model is deleted');
  const removed = await removeAll(endpoints, name);
  const at = clock.now().toISOString();
  const effect = `stopped ${stopped} executions, removed ${removed} endpoints, configs and models`;
  const gone = [
    sortKeys.definition, sortKeys.champion, sortKeys.challenger, sortKeys.lease, sortKeys.health,
    ...SlotName.options.map((slot) => sortKeys.slot(slot)),
  ];
  await registry.write(name, [
    ...gone.map((sk): RegistryWrite => ({ remove: true, sk, when: 'always' })),
    historyPut({ at, who: 'the model stack', what: 'retired', effect, version: null, runId: null }),
  ]);
  return physicalIdOf(name);
}

/**
 * Endpoints are named by slot, configs and models by run: `<model>-a`, `<model>-<run id>`. Looking
 * closely keeps `taxi` from taking what is `taxi-fare`'s.
 */
async function removeAll(endpoints: Endpoints, model: string): Promise<number> {
  const found = await endpoints.find(`${model}-`);
  const slots = SlotName.options.map((slot) => endpointNameOf(model, slot));
  const mine = (name: string): boolean =>
    slots.includes(name) || /^\d{8}-[0-9a-f]{8}/.test(name.slice(model.length + 1));
  const names = {
    endpoints: found.endpoints.filter(mine),
    configs: found.configs.filter(mine),
    models: found.models.filter(mine),
  };
  for (const endpointName of names.endpoints) await endpoints.remove({ endpointName });
  for (const configName of names.configs) await endpoints.remove({ configName });
  for (const modelName of names.models) await endpoints.remove({ modelName });
  return names.endpoints.length + names.configs.length + names.models.length;
}

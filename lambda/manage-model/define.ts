import { definitionHash, readDefinition } from '../../domain/definition/define-model.ts';
import { DomainError } from '../../domain/errors.ts';
import { historyPut } from '../../domain/delivery/promote.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import type { DefinedRecord, DefinitionRecord } from '../../domain/registry/records.ts';
import type { ModelProperties } from './contract.ts';
import type { ManagementPorts } from './handler.ts';

/** Reads the properties of a request. @throws DomainError `InvalidDefinition` */
export function readProperties(schema: typeof ModelProperties, properties: unknown): ModelProperties {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new DomainError('InvalidDefinition', `correct the properties of the custom resource: ${wrong}`);
}

/**
 * The physical id of a model: another name is another model, so CloudFormation deletes the old one.
 */
export function physicalIdOf(model: string): string {
  return `model-${model}`;
}

/**
 * Writes the definition into the registry, and a first heartbeat of its checks: the alarm on their
 * silence is made after it, and does not begin with a page. Answers the physical id.
 */
export async function define(
  properties: ModelProperties, { registry, clock, meter }: Pick<ManagementPorts, 'registry' | 'clock' | 'meter'>,
): Promise<string> {
  const definition = readDefinition(JSON.parse(properties.Definition));
  const hash = definitionHash(definition);
  const at = clock.now().toISOString();
  const record: DefinitionRecord = {
    definition, hash, stateMachineArn: properties.StateMachineArn, imageUri: properties.ImageUri,
    gatewayUrl: properties.GatewayUrl ?? null, updatedAt: at,
  };
  const defined: DefinedRecord = { definition, hash, at };
  const effect = `definition ${hash} counts from now on`;
  await registry.write(definition.name, [
    { put: record, sk: sortKeys.definition, when: 'always' },
    { put: defined, sk: sortKeys.defined(hash), when: 'always' },
    historyPut({ at, who: 'the model stack', what: 'defined', effect, version: null, runId: null }),
  ]);
  meter.record(definition.name, { Checked: 1 });
  return physicalIdOf(definition.name);
}

import { DomainError } from '../../domain/errors.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { DefinitionRecord, readRecord } from '../../domain/registry/records.ts';
import type { Registry, StoredRecord } from '../../domain/ports.ts';

/**
 * Reads the definition record of a model and other records at once. @throws DomainError
 * `UnknownModel`
 */
export async function readModel(
  registry: Registry, model: string, ...others: readonly string[]
): Promise<[DefinitionRecord, ...(StoredRecord | null)[]]> {
  const [definition, ...rest] = await registry.read(model, [sortKeys.definition, ...others]);
  return [readDefinitionRecord(definition, model), ...rest];
}

/** The newest definition of each model that this execution environment has checked. */
const checked = new Map<string, DefinitionRecord>();

/**
 * A definition record that has to be there. It is checked again when it was written anew.
 *
 * @throws DomainError `UnknownModel`
 */
export function readDefinitionRecord(
  stored: StoredRecord | null | undefined, model: string,
): DefinitionRecord {
  if (stored === null || stored === undefined) {
    throw new DomainError('UnknownModel', `deploy the stack of model '${model}' first, or correct the name`);
  }
  const known = checked.get(model);
  const isSame = known?.hash === stored.hash && known?.updatedAt === stored.updatedAt;
  if (known !== undefined && isSame) return known;
  const record = readRecord(DefinitionRecord, stored, `the definition of '${model}'`);
  checked.set(model, record);
  return record;
}

import { DomainError } from '../errors.ts';
import { canonicalJson } from '../hashing/canonical-json.ts';
import { sha256Hex } from '../hashing/sha256.ts';
import { checkDefinition } from './check-definition.ts';
import { ModelDefinition } from './model-definition.ts';
import type { Finding } from './check-definition.ts';
import type { ModelDefinitionInput } from './model-definition.ts';

/**
 * Checks a definition and fills in its defaults.
 *
 * @throws DomainError `InvalidDefinition` that lists everything wrong at once: path, value, what to write.
 */
export function defineModel(definition: ModelDefinitionInput): ModelDefinition {
  return readDefinition(definition);
}

/** The same for a definition that comes as unknown data, for example out of JSON. */
export function readDefinition(data: unknown): ModelDefinition {
  const parsed = ModelDefinition.safeParse(data);
  if (!parsed.success) {
    throw invalid(data, parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'), value: valueAt(data, issue.path), advice: issue.message,
    })));
  }
  const findings = checkDefinition(parsed.data);
  if (findings.length > 0) throw invalid(data, findings);
  return parsed.data;
}

/**
 * The hash by which a definition is known: equal definitions have equal hashes, whatever the order of
 * members.
 */
export function definitionHash(definition: ModelDefinition): string {
  return sha256Hex(canonicalJson(definition)).slice(0, 16);
}

function invalid(data: unknown, findings: readonly Finding[]): DomainError {
  const name = valueAt(data, ['name']);
  const lines = findings.map(({ path, value, advice }) => `  ${path || '(definition)'} = ${brief(value)}: ${advice}`);
  const plural = findings.length === 1 ? 'place' : 'places';
  const intro = `correct ${findings.length} ${plural} of the definition of ${brief(name)}:`;
  return new DomainError('InvalidDefinition', [intro, ...lines].join('\n'));
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    data,
  );
}

function brief(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

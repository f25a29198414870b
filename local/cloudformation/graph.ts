import { LocalCloudError } from '../errors.ts';
import type { Template } from './template.ts';

/**
 * Logical ids in an order in which each comes after what it refers to. Throws `CircularDependency`.
 */
export function creationOrder(template: Template): readonly string[] {
  const order: string[] = [];
  const state = new Map<string, 'visiting' | 'done'>();
  const visit = (id: string, trail: readonly string[]): void => {
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'visiting')
      throw new LocalCloudError(
        'CircularDependency',
        `resources depend on each other: ${[...trail, id].join(' -> ')}`,
      );
    state.set(id, 'visiting');
    for (const dependency of dependenciesOf(id, template)) visit(dependency, [...trail, id]);
    state.set(id, 'done');
    order.push(id);
  };
  for (const id of Object.keys(template.Resources)) visit(id, []);
  return order;
}

/** The logical ids that a resource refers to or waits for. */
export function dependenciesOf(id: string, { Resources }: Template): ReadonlySet<string> {
  const resource = Resources[id]!;
  const found = new Set(
    [...referencesOf(resource.Properties), ...[resource.DependsOn ?? []].flat()].filter(
      (name) => name in Resources,
    ),
  );
  found.delete(id);
  return found;
}

/** All names that a part of a template refers to: of resources, parameters and pseudo parameters. */
export function referencesOf(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  const entries = Object.entries(value);
  for (const [name, argument] of entries) {
    if (entries.length === 1) for (const id of mentioned(name, argument)) found.add(id);
    collect(argument, found);
  }
}

function mentioned(name: string, argument: unknown): readonly string[] {
  if (name === 'Ref') return [String(argument)];
  if (name === 'Fn::GetAtt')
    return [Array.isArray(argument) ? String(argument[0]) : String(argument).split('.')[0]!];
  if (name !== 'Fn::Sub') return [];
  const [text, own] = Array.isArray(argument) ? (argument as [string, object]) : [argument, {}];
  return [...String(text).matchAll(/\$\{([^!}.]+)/g)]
    .map((match) => match[1]!)
    .filter((id) => !(id in own));
}

import { NotEmulated } from '../errors.ts';
import type { ResourceHandler } from './handler.ts';
import { handlerOf } from './resources/index.ts';
import type { Stack } from './stack.ts';
import { constructPath } from './template.ts';
import type { TemplateResource } from './template.ts';

/** Throws before anything is made, naming everything of a stack that is not offered. */
export function refuseUnknown({ name, template }: Pick<Stack, 'name' | 'template'>): void {
  const problems = Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    const handler = handlerOf(resource.Type);
    const where = `${logicalId} (${constructPath(resource) || name})`;
    if (!handler) return [`${where}: the resource type ${resource.Type}`];
    return unknownProperties(resource, handler).map(
      (property) => `${where}: the property ${property} of ${resource.Type}`,
    );
  });
  if (problems.length > 0)
    throw new NotEmulated(`parts of the stack '${name}'`, `\n  ${problems.join('\n  ')}`);
}

function unknownProperties(
  { Properties: properties = {} }: TemplateResource,
  handler: ResourceHandler,
): readonly string[] {
  if (handler.properties.includes('*')) return [];
  return Object.keys(properties).filter(
    (property) =>
      !handler.properties.includes(property) && !(property in (handler.withoutEffect ?? {})),
  );
}

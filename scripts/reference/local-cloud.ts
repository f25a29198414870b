import { handlers } from '../../local/cloudformation/resources/index.ts';
import { services } from '../../local/services/index.ts';
import { code, page, table } from './table.ts';

/** `docs/reference/local-cloud.md` */
export function localCloudPage(): string {
  const offered = services
    .filter(({ actions }) => actions.length > 0)
    .map(({ name, actions }) => [
      code(name),
      String(actions.length),
      actions
        .map((action) => action.name)
        .sort()
        .join(', '),
    ]);
  const resources = [...handlers]
    .sort((a, b) => a.type.localeCompare(b.type))
    .map(({ type, properties, withoutEffect = {} }) => [
      code(type),
      [...properties].sort().join(', '),
      Object.entries(withoutEffect)
        .map(([name, why]) => `${name}: ${why}`)
        .join('; '),
    ]);
  const total = offered.reduce((sum, [, count]) => sum + Number(count), 0);
  return page(
    'What the local cloud offers',
    `${total} actions of ${offered.length} services, and ${resources.length} resource types. An action that is not here answers ` +
      '`UnknownOperationException`; a resource type or property that is not here stops the deployment with its logical id and path. ' +
      'What is known to differ from AWS stands in the `model.md` of each service below `local/services`.',
    ['## Actions', table(['service', 'actions', 'names'], offered)].join('\n\n'),
    [
      '## Resource types',
      table(['type', 'properties', 'without effect on a laptop'], resources),
    ].join('\n\n'),
  );
}

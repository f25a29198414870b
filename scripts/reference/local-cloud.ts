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
    ROLES_ON_TRUST,
    [
      '## Resource types',
      table(['type', 'properties', 'without effect on a laptop'], resources),
    ].join('\n\n'),
  );
}

/** What `perennial up --roles-on-trust` changes, and what it does not. */
const ROLES_ON_TRUST = `## Roles on trust

A service refuses a role that is not there or does not trust it, as AWS does. Suites that were written for emulators without roles name
roles that nobody made; \`perennial up --roles-on-trust\` is for them (with \`--account\` where they name one). It holds until the cloud
is stopped, whatever is in its folder:

* A role of this account that is not there is accepted where a service is given one: functions, state machines, schedules, models,
  jobs, targets of rules. What a service looks up of a role's permissions before it accepts it (managed rules of a state machine, the
  queue or stream of an event source mapping) is taken for granted.
* What runs with such a role has no permissions: what it asks for is denied in AWS's words (\`perennial why-denied\` lists it), a job
  that reads S3 fails with that text, and a program's lines are not logged. Whatever needs no permission works.
* Unchanged: a role that is there has to trust the service and to have the permissions; roles of other accounts are refused; people
  and roles cannot assume a role that is not there; models, images, buckets, queues and functions have to be there.`;

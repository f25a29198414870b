import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { busArn, busName, busPermission, requireBus } from '../rules.ts';

/** CreateEventBus. */
export const createEventBus = action(
  'CreateEventBus',
  ({ Name }: { readonly Name: string }, { cloud }) => [
    busPermission('CreateEventBus', Name, cloud),
  ],
  ({ Name }, { cloud }) => {
    const made =
      Name === 'default'
        ? 0
        : cloud.db.run(
            'INSERT OR IGNORE INTO events_buses VALUES (?, NULL, ?)',
            Name,
            cloud.world.now(),
          );
    if (made === 0)
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
    return { EventBusArn: busArn(Name, cloud) };
  },
);

/** DeleteEventBus. A bus that is not there is no error. */
export const deleteEventBus = action(
  'DeleteEventBus',
  ({ Name }: { readonly Name: string }, { cloud }) => [
    busPermission('DeleteEventBus', Name, cloud),
  ],
  ({ Name }, { cloud }) => {
    if (Name === 'default')
      throw new AwsError('ValidationException', 'Cannot delete event bus default.');
    cloud.db.run('DELETE FROM events_buses WHERE name = ?', Name);
    return {};
  },
);

/** DescribeEventBus. */
export const describeEventBus = action(
  'DescribeEventBus',
  ({ Name }: { readonly Name?: string }, { cloud }) => [
    busPermission('DescribeEventBus', busName(Name), cloud),
  ],
  ({ Name }, { cloud }) => {
    const name = busName(Name);
    requireBus(name, cloud);
    return { Name: name, Arn: busArn(name, cloud) };
  },
);

/** ListEventBuses, one page. */
export const listEventBuses = action(
  'ListEventBuses',
  () => [{ action: 'events:ListEventBuses', resource: '*' }],
  (_input: object, { cloud }) => {
    const names = [
      'default',
      ...cloud.db
        .all<{ name: string }>('SELECT name FROM events_buses ORDER BY name')
        .map(({ name }) => name),
    ];
    return { EventBuses: names.map((name) => ({ Name: name, Arn: busArn(name, cloud) })) };
  },
);

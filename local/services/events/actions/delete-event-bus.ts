import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { busArn, busName, busPermission } from '../buses.ts';
import { removeTags } from '../tags.ts';

/** DeleteEventBus. A bus that is not there is no error; one that has rules is. */
export const deleteEventBus = action(
  'DeleteEventBus',
  ({ Name }: { readonly Name: string }, { cloud }) => [
    busPermission('DeleteEventBus', busName(Name), cloud),
  ],
  ({ Name }, { cloud }) => {
    const name = busName(Name);
    if (name === 'default')
      throw new AwsError('ValidationException', 'Cannot delete event bus default.');
    if (cloud.db.get('SELECT name FROM events_rules WHERE bus = ? LIMIT 1', name))
      throw new AwsError('ValidationException', "EventBus can't be deleted since it has rules.");
    cloud.db.run('DELETE FROM events_buses WHERE name = ?', name);
    removeTags(busArn(name, cloud), undefined, cloud);
    return {};
  },
);

import { action, pageAfter } from '../../../kernel/index.ts';
import { requireBus } from '../buses.ts';
import type { BusRow } from '../buses.ts';
import { nameBefore } from '../paging.ts';
import { asBus } from './describe-event-bus.ts';

/** Input of the lists that are cut by a prefix. */
export interface PrefixListInput {
  readonly NamePrefix?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** ListEventBuses: by name, the default bus among them. */
export const listEventBuses = action(
  'ListEventBuses',
  () => [{ action: 'events:ListEventBuses', resource: '*' }],
  ({ NamePrefix = '', Limit = 100, NextToken }: PrefixListInput, { cloud }) => {
    requireBus('default', cloud);
    const rows = cloud.db.all<BusRow>(
      'SELECT * FROM events_buses WHERE substr(name, 1, ?) = ? AND name > ? ORDER BY name LIMIT ?',
      NamePrefix.length,
      NamePrefix,
      nameBefore(NextToken),
      Limit + 1,
    );
    const { page, next } = pageAfter(rows, Limit, ({ name }) => name);
    return {
      EventBuses: page.map((row) => asBus(row, cloud)),
      NextToken: next,
    };
  },
);

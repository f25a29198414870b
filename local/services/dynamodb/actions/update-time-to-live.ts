import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import type { Item } from '../dynalite.ts';
import { invalid } from '../errors.ts';
import { setExpiry } from '../items.ts';
import { namedTableRow, onTable } from '../tables.ts';

/** Input of UpdateTimeToLive. */
export interface UpdateTimeToLiveInput {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
}

/** UpdateTimeToLive: items expire at their second and not within days of it. */
export const updateTimeToLive = action(
  'UpdateTimeToLive',
  onTable('UpdateTimeToLive'),
  (input: UpdateTimeToLiveInput, { cloud }) => {
    const { Enabled, AttributeName } = input.TimeToLiveSpecification;
    const { name, ttl } = namedTableRow(input.TableName, cloud);
    if (Enabled === (ttl !== null))
      throw invalid(`TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`);
    cloud.db.run(
      'UPDATE dynamodb_tables SET ttl = ? WHERE name = ?',
      Enabled ? AttributeName : null,
      name,
    );
    if (Enabled) setExpiries(name, cloud);
    return { TimeToLiveSpecification: input.TimeToLiveSpecification };
  },
);

/** Items that are there already expire too. */
function setExpiries(name: string, cloud: Cloud): void {
  const rows = cloud.db.all<{ key: string; item: string }>(
    'SELECT key, item FROM dynamodb_items WHERE tbl = ?',
    name,
  );
  for (const { key, item } of rows) setExpiry(name, key, JSON.parse(item) as Item, cloud);
}

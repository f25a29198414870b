import { rawAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { checkShape } from '../dynalite.ts';
import type { Item, Shape } from '../dynalite.ts';
import { invalid } from '../errors.ts';
import { setExpiry } from '../items.ts';
import { namedTableRow, onTable, withBareName } from '../tables.ts';

/** Input of UpdateTimeToLive. */
export interface UpdateTimeToLiveInput {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
}

const NULL_SPECIFICATION =
  "1 validation error detected: Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must not be null";

/** Members of UpdateTimeToLive. Source: the API reference, and texts of AWS. */
const SHAPE: Shape = {
  types: {
    TableName: { type: 'String', required: true, tableName: true, regex: '[a-zA-Z0-9_.-]+' },
    TimeToLiveSpecification: {
      type: 'FieldStruct<TimeToLiveSpecification>',
      children: {
        Enabled: { type: 'Boolean', notNull: true },
        AttributeName: { type: 'String', notNull: true, lengthLessThanOrEqual: 255 },
      },
    },
  },
  custom: ({ TimeToLiveSpecification: wanted }: Partial<UpdateTimeToLiveInput>) => {
    if (!wanted) return NULL_SPECIFICATION;
    return wanted.AttributeName === ''
      ? 'TimeToLiveSpecification.AttributeName must be non empty'
      : undefined;
  },
};

/** UpdateTimeToLive: items expire at their second and not within days of it. */
export const updateTimeToLive = rawAction(
  'UpdateTimeToLive',
  onTable('UpdateTimeToLive'),
  (given: UpdateTimeToLiveInput, { cloud }) => {
    const input = checkShape(SHAPE, withBareName(given));
    const { Enabled, AttributeName } = input.TimeToLiveSpecification;
    const { name, ttl } = namedTableRow(input.TableName, cloud);
    if (Enabled === (ttl !== null))
      throw invalid(`TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`);
    if (!Enabled && ttl !== AttributeName)
      throw invalid(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${ttl}`,
      );
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

import { rawAction } from '../../../kernel/index.ts';
import { describe } from '../describing.ts';
import { checkRequest } from '../dynalite.ts';
import { namedTableRow, onTable, withBareName } from '../tables.ts';
import { beginTransition, checkSettled } from '../transitions.ts';
import { applyUpdate } from '../updating.ts';
import type { UpdateTableInput } from '../updating.ts';

/** A change of an index, as far as it is looked at before it is checked. */
type IndexUpdate = { readonly Create?: unknown } | null;

/** Members that dynalite knows. */
const OLDER = ['ProvisionedThroughput', 'BillingMode', 'GlobalSecondaryIndexUpdates'] as const;

/** Members that AWS has had since. */
const NEWER = [
  'StreamSpecification',
  'SSESpecification',
  'DeletionProtectionEnabled',
  'TableClass',
] as const;

/**
 * UpdateTable. Throughput, billing and indexes are being changed for a moment, in which they are
 * shown as they were; all else is changed at once.
 */
export const updateTable = rawAction(
  'UpdateTable',
  onTable('UpdateTable'),
  (given: UpdateTableInput, { cloud }) => {
    const input = withBareName(given);
    const hasNewer = NEWER.some((name) => input[name] !== undefined);
    const hasOlder = OLDER.some((name) => input[name] !== undefined);
    if (hasOlder || !hasNewer) checkRequest('updateTable', forDynalite(input));
    else checkRequest('describeTable', { TableName: input.TableName });
    const row = namedTableRow(input.TableName, cloud);
    checkSettled(row);
    const [before, since] = [describe(row, cloud), cloud.world.now()];
    const shown = applyUpdate(row, input, cloud);
    if (hasOlder) beginTransition(row.name, { status: 'UPDATING', shown, since }, cloud);
    return { TableDescription: { ...before, ...shown } };
  },
);

/** Indexes of a table that is billed by request need no throughput, but dynalite wants one. */
function forDynalite(input: UpdateTableInput): object {
  const usual = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
  const withThroughput = (update: IndexUpdate) => {
    const create = update?.Create;
    if (typeof create !== 'object' || create === null || Array.isArray(create)) return update;
    return { ...update, Create: { ProvisionedThroughput: usual, ...create } };
  };
  const updates: unknown = input.GlobalSecondaryIndexUpdates;
  return {
    ...input,
    GlobalSecondaryIndexUpdates: Array.isArray(updates) ? updates.map(withThroughput) : updates,
  };
}

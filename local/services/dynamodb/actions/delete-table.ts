import { rawAction } from '../../../kernel/index.ts';
import { describe, withStatus } from '../describing.ts';
import { checkRequest } from '../dynalite.ts';
import { invalid } from '../errors.ts';
import { closeStream } from '../streams.ts';
import { namedTableRow, onTable, settingsOf, withBareName } from '../tables.ts';
import type { TableInput } from '../tables.ts';
import { beginTransition, checkSettled } from '../transitions.ts';

/** DeleteTable, with everything in it. The table itself is being deleted for a moment. */
export const deleteTable = rawAction(
  'DeleteTable',
  onTable('DeleteTable'),
  (input: TableInput, { cloud }) => {
    const { TableName } = checkRequest('deleteTable', withBareName(input));
    const row = namedTableRow(TableName, cloud);
    checkSettled(row);
    const { DeletionProtectionEnabled, stream } = settingsOf(row);
    if (DeletionProtectionEnabled) {
      throw invalid(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    }
    const { GlobalSecondaryIndexes: _, ...description } = describe(row, cloud);
    if (stream !== undefined) closeStream(stream, cloud);
    cloud.db.run('DELETE FROM dynamodb_items WHERE tbl = ?', row.name);
    cloud.db.run('DELETE FROM dynamodb_indexes WHERE tbl = ?', row.name);
    const shown = withStatus(description, 'DELETING');
    beginTransition(row.name, { status: 'DELETING', shown, since: cloud.world.now() }, cloud);
    return { TableDescription: shown };
  },
);

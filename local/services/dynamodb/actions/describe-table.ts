import { rawAction } from '../../../kernel/index.ts';
import { describe } from '../describing.ts';
import { checkRequest } from '../dynalite.ts';
import { namedTableRow, onTable, withBareName } from '../tables.ts';
import type { TableInput } from '../tables.ts';

/** DescribeTable. */
export const describeTable = rawAction(
  'DescribeTable',
  onTable('DescribeTable'),
  (input: TableInput, { cloud }) => {
    const { TableName } = checkRequest('describeTable', withBareName(input));
    return { Table: describe(namedTableRow(TableName, cloud), cloud) };
  },
);

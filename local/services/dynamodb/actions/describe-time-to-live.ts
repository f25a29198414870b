import { rawAction } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { namedTableRow, onTable, withBareName } from '../tables.ts';
import type { TableInput } from '../tables.ts';

/** DescribeTimeToLive. */
export const describeTimeToLive = rawAction(
  'DescribeTimeToLive',
  onTable('DescribeTimeToLive'),
  (input: TableInput, { cloud }) => {
    const { TableName } = checkRequest('describeTimeToLive', withBareName(input));
    const { ttl } = namedTableRow(TableName, cloud);
    return {
      TimeToLiveDescription: ttl
        ? { TimeToLiveStatus: 'ENABLED', AttributeName: ttl }
        : { TimeToLiveStatus: 'DISABLED' },
    };
  },
);

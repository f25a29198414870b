import { rawAction } from '../../../kernel/index.ts';
import { checkShape } from '../dynalite.ts';
import { LIST_STREAMS } from '../stream-shapes.ts';
import type { StreamRow } from '../streams.ts';

/** Input of ListStreams. */
export interface ListStreamsInput {
  readonly TableName?: string;
  readonly Limit?: number;
  readonly ExclusiveStartStreamArn?: string;
}

/** ListStreams: a hundred a page; streams of tables that are gone are listed for a day. */
export const listStreams = rawAction(
  'ListStreams',
  (_input: ListStreamsInput) => [{ action: 'dynamodb:ListStreams', resource: '*' }],
  (input, { cloud }) => {
    const {
      TableName,
      Limit = 100,
      ExclusiveStartStreamArn = '',
    } = checkShape(LIST_STREAMS, input);
    const rows = cloud.db.all<StreamRow>(
      'SELECT * FROM dynamodb_streams WHERE (? IS NULL OR tbl = ?) AND arn > ? ORDER BY arn LIMIT ?',
      TableName ?? null,
      TableName ?? null,
      ExclusiveStartStreamArn,
      Limit + 1,
    );
    const page = rows.slice(0, Limit);
    return {
      Streams: page.map(({ arn, tbl, label }) => ({
        StreamArn: arn,
        TableName: tbl,
        StreamLabel: label,
      })),
      ...(rows.length > Limit ? { LastEvaluatedStreamArn: page.at(-1)!.arn } : {}),
    };
  },
);

import { rawAction } from '../../../kernel/index.ts';
import { checkShape } from '../dynalite.ts';
import { onStream, streamAt } from '../reading-streams.ts';
import { DESCRIBE_STREAM } from '../stream-shapes.ts';
import { sequenceNumber, shardId } from '../streams.ts';
import type { StreamRow } from '../streams.ts';

/** Input of DescribeStream. */
export interface DescribeStreamInput {
  readonly StreamArn: string;
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
}

/** DescribeStream: a stream has one shard here, from its beginning to its end. */
export const describeStream = rawAction(
  'DescribeStream',
  onStream('DescribeStream'),
  (input: DescribeStreamInput, { cloud }) => {
    const { StreamArn, ExclusiveStartShardId } = checkShape(DESCRIBE_STREAM, input);
    const stream = streamAt(StreamArn, cloud);
    const isBehind = ExclusiveStartShardId === shardId(stream);
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.last === null ? 'ENABLED' : 'DISABLED',
        StreamViewType: stream.view,
        CreationRequestDateTime: stream.created / 1000,
        TableName: stream.tbl,
        KeySchema: JSON.parse(stream.keys) as unknown,
        Shards: isBehind ? [] : [shardOf(stream)],
      },
    };
  },
);

function shardOf(stream: StreamRow): object {
  return {
    ShardId: shardId(stream),
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceNumber(stream.first),
      ...(stream.last === null ? {} : { EndingSequenceNumber: sequenceNumber(stream.last) }),
    },
  };
}

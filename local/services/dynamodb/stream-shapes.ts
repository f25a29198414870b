import type { Shape } from './dynalite.ts';

const STREAM_ARN = {
  type: 'String',
  lengthGreaterThanOrEqual: 37,
  lengthLessThanOrEqual: 1024,
};

const SHARD_ID = { type: 'String', lengthGreaterThanOrEqual: 28, lengthLessThanOrEqual: 65 };

const limit = (lessThanOrEqual: number) => ({
  type: 'Integer',
  greaterThanOrEqual: 1,
  lessThanOrEqual,
});

/** Members of ListStreams. Source of all of these: the API reference of streams. */
export const LIST_STREAMS: Shape = {
  types: {
    TableName: {
      type: 'String',
      regex: '[a-zA-Z0-9_.-]+',
      lengthGreaterThanOrEqual: 3,
      lengthLessThanOrEqual: 255,
    },
    Limit: limit(100),
    ExclusiveStartStreamArn: STREAM_ARN,
  },
};

/** Members of DescribeStream. */
export const DESCRIBE_STREAM: Shape = {
  types: {
    StreamArn: { ...STREAM_ARN, notNull: true },
    Limit: limit(100),
    ExclusiveStartShardId: SHARD_ID,
  },
};

/** Members of GetShardIterator. */
export const GET_SHARD_ITERATOR: Shape = {
  types: {
    StreamArn: { ...STREAM_ARN, notNull: true },
    ShardId: { ...SHARD_ID, notNull: true },
    ShardIteratorType: {
      type: 'String',
      notNull: true,
      enum: ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'],
    },
    SequenceNumber: {
      type: 'String',
      lengthGreaterThanOrEqual: 21,
      lengthLessThanOrEqual: 40,
    },
  },
};

/** Members of GetRecords. */
export const GET_RECORDS: Shape = {
  types: {
    ShardIterator: {
      type: 'String',
      notNull: true,
      lengthGreaterThanOrEqual: 1,
      lengthLessThanOrEqual: 2048,
    },
    Limit: limit(1000),
  },
};

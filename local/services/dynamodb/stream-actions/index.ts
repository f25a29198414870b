import type { Service } from '../../../kernel/index.ts';
import { describeStream } from './describe-stream.ts';
import { getRecords } from './get-records.ts';
import { getShardIterator } from './get-shard-iterator.ts';
import { listStreams } from './list-streams.ts';

/** Every action of DynamoDB Streams. */
export const STREAM_ACTIONS: Service['actions'] = [
  describeStream,
  getRecords,
  getShardIterator,
  listStreams,
];

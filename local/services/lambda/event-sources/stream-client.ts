import type { Cloud, Principal } from '../../../kernel/index.ts';

/** A record as GetRecords gives it. */
export interface StreamRecord extends Readonly<Record<string, unknown>> {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime: number;
  };
}

/** Some records of a stream. */
export interface StreamPage {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
}

/** Reads records behind a number as somebody, mostly the function's role; a stream has one shard here. */
export async function readStream(
  streamArn: string,
  after: string | null,
  limit: number,
  reader: Principal,
  cloud: Cloud,
): Promise<StreamPage> {
  const call = <Output>(action: string, input: object) =>
    cloud.call<Output>('dynamodbstreams', action, input, reader);
  const { StreamDescription } = await call<{
    StreamDescription: { Shards: readonly { readonly ShardId: string }[] };
  }>('DescribeStream', { StreamArn: streamArn });
  const shardId = StreamDescription.Shards[0]?.ShardId ?? '';
  const start =
    after === null
      ? { ShardIteratorType: 'TRIM_HORIZON' }
      : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
  const { ShardIterator } = await call<{ ShardIterator: string }>('GetShardIterator', {
    StreamArn: streamArn,
    ShardId: shardId,
    ...start,
  });
  const { Records } = await call<{ Records: readonly StreamRecord[] }>('GetRecords', {
    ShardIterator,
    Limit: limit,
  });
  return { shardId, records: Records };
}

/** Number of the newest record of a stream; null where it has none. */
export async function newestOf(
  streamArn: string,
  reader: Principal,
  cloud: Cloud,
): Promise<string | null> {
  let after: string | null = null;
  for (;;) {
    const { records }: StreamPage = await readStream(streamArn, after, 1000, reader, cloud);
    const last = records.at(-1);
    if (!last) return after;
    after = last.dynamodb.SequenceNumber;
  }
}

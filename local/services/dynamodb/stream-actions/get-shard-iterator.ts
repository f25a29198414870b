import { rawAction } from '../../../kernel/index.ts';
import { checkShape } from '../dynalite.ts';
import { invalid, notFound } from '../errors.ts';
import { iteratorText, onStream, streamAt } from '../reading-streams.ts';
import { GET_SHARD_ITERATOR } from '../stream-shapes.ts';
import { newestNumber, numberOf, shardId } from '../streams.ts';
import type { StreamRow } from '../streams.ts';

/** Input of GetShardIterator. */
export interface GetShardIteratorInput {
  readonly StreamArn: string;
  readonly ShardId: string;
  readonly ShardIteratorType: string;
  readonly SequenceNumber?: string;
}

type Start = (input: GetShardIteratorInput, stream: StreamRow, newest: number) => number;

const STARTS: Readonly<Record<string, Start>> = {
  TRIM_HORIZON: () => 0,
  LATEST: (_input, _stream, newest) => newest + 1,
  AT_SEQUENCE_NUMBER: (input) => given(input),
  AFTER_SEQUENCE_NUMBER: (input) => given(input) + 1,
};

/** GetShardIterator. */
export const getShardIterator = rawAction(
  'GetShardIterator',
  onStream('GetShardIterator'),
  (unchecked: GetShardIteratorInput, { cloud }) => {
    const input = checkShape(GET_SHARD_ITERATOR, unchecked);
    const stream = streamAt(input.StreamArn, cloud);
    const start = STARTS[input.ShardIteratorType]!;
    if (input.ShardId !== shardId(stream))
      throw notFound(`Shard: ${input.ShardId} in stream: ${stream.arn}`);
    const from = start(input, stream, newestNumber(cloud));
    return {
      ShardIterator: iteratorText({ stream: stream.arn, from, made: cloud.world.now() }),
    };
  },
);

function given({ SequenceNumber }: GetShardIteratorInput): number {
  if (SequenceNumber === undefined || !/^\d{21,40}$/.test(SequenceNumber))
    throw invalid('Invalid SequenceNumber in request');
  return numberOf(SequenceNumber);
}

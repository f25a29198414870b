import { rawAction } from '../../../kernel/index.ts';
import { checkShape } from '../dynalite.ts';
import { iteratorState, iteratorText, streamAt } from '../reading-streams.ts';
import { GET_RECORDS } from '../stream-shapes.ts';
import { sequenceNumber } from '../streams.ts';

/** Input of GetRecords. */
export interface GetRecordsInput {
  readonly ShardIterator: string;
  readonly Limit?: number;
}

/** Records of one answer. */
const MAX_RECORDS = 1000;

/** Milliseconds for which records are kept. */
const KEPT_MILLIS = 24 * 3_600_000;

interface RecordRow {
  readonly seq: number;
  readonly record: string;
}

/** GetRecords: without a next iterator at the end of a stream that is closed. */
export const getRecords = rawAction(
  'GetRecords',
  ({ ShardIterator }: GetRecordsInput) => [
    { action: 'dynamodb:GetRecords', resource: String(ShardIterator).split('|')[0] || '*' },
  ],
  (input, { cloud }) => {
    const { ShardIterator, Limit = MAX_RECORDS } = checkShape(GET_RECORDS, input);
    const state = iteratorState(ShardIterator, cloud);
    const stream = streamAt(state.stream, cloud);
    const now = cloud.world.now();
    const rows = cloud.db.all<RecordRow>(
      'SELECT seq, record FROM dynamodb_records WHERE stream = ? AND seq >= ? AND at >= ? ORDER BY seq LIMIT ?',
      stream.arn,
      state.from,
      now - KEPT_MILLIS,
      Limit,
    );
    const from = (rows.at(-1)?.seq ?? state.from - 1) + 1;
    const isOver = stream.last !== null && (from > stream.last || rows.length === 0);
    return {
      Records: rows.map(asRecord),
      ...(isOver
        ? {}
        : { NextShardIterator: iteratorText({ stream: stream.arn, from, made: now }) }),
    };
  },
);

function asRecord({ seq, record }: RecordRow): object {
  const shown = JSON.parse(record) as { readonly dynamodb: object };
  return { ...shown, dynamodb: { ...shown.dynamodb, SequenceNumber: sequenceNumber(seq) } };
}

import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { dynamoError, invalid, notFound } from './errors.ts';
import type { StreamRow } from './streams.ts';

/** Milliseconds for which an iterator is good. */
const ITERATOR_MILLIS = 15 * 60_000;

/** Where a reader stands in a stream. */
export interface IteratorState {
  readonly stream: string;
  /** Number of the first record that it wants. */
  readonly from: number;
  readonly made: number;
}

/** Permission for an action on a stream. */
export function onStream(action: string) {
  return ({ StreamArn }: { readonly StreamArn: string }, _context: ActionContext): Permission[] => [
    {
      action: `dynamodb:${action}`,
      resource: typeof StreamArn === 'string' ? StreamArn : '*',
    },
  ];
}

/** The stream of an ARN, or AWS's error. */
export function streamAt(arn: string, cloud: Cloud): StreamRow {
  if (!/^arn:[^:]+:dynamodb:[^:]*:\d{12}:table\/[^/]+\/stream\/.+$/.test(arn))
    throw invalid(`Invalid StreamArn: ${arn}`);
  const row = cloud.db.get<StreamRow>('SELECT * FROM dynamodb_streams WHERE arn = ?', arn);
  if (!row) throw notFound(`Stream: ${arn}`);
  return row;
}

/** An iterator as text. */
export function iteratorText(state: IteratorState): string {
  return `${state.stream}|1|${Buffer.from(JSON.stringify(state)).toString('base64')}`;
}

/** The state of an iterator. Throws where it is none, or too old. */
export function iteratorState(text: unknown, cloud: Cloud): IteratorState {
  const state = parsed(text);
  if (!state) throw invalid('Invalid ShardIterator');
  if (cloud.world.now() - state.made > ITERATOR_MILLIS) {
    throw dynamoError(
      'ExpiredIteratorException',
      'Iterator expired. The iterator is older than 15 minutes.',
    );
  }
  return state;
}

function parsed(text: unknown): IteratorState | undefined {
  try {
    const encoded = String(text).split('|')[2] ?? '';
    const state = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as IteratorState;
    return typeof state.stream === 'string' ? state : undefined;
  } catch {
    return undefined;
  }
}

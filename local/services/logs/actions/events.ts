import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { metricsIn } from '../emf.ts';
import { append, groupArn, groupNamed, onGroup } from '../groups.ts';

interface StreamName {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

interface EventRow {
  readonly id: number;
  readonly stream: string;
  readonly time: number;
  readonly message: string;
}

/** CreateLogStream. */
export const createLogStream = action(
  'CreateLogStream',
  onGroup('CreateLogStream'),
  (input: StreamName, { cloud }) => {
    groupNamed(input.logGroupName, cloud);
    const made = cloud.db.run(
      'INSERT OR IGNORE INTO logs_streams VALUES (?, ?, ?)',
      input.logGroupName,
      input.logStreamName,
      cloud.world.now(),
    );
    if (made === 0)
      throw new AwsError(
        'ResourceAlreadyExistsException',
        'The specified log stream already exists',
      );
    return {};
  },
);

/** Input of PutLogEvents. */
export interface PutLogEventsInput extends StreamName {
  readonly logEvents: readonly { readonly timestamp: number; readonly message: string }[];
}

/** PutLogEvents. */
export const putLogEvents = action(
  'PutLogEvents',
  onGroup('PutLogEvents'),
  (input: PutLogEventsInput, { cloud }) => {
    groupNamed(input.logGroupName, cloud);
    append(input.logGroupName, input.logStreamName, input.logEvents, cloud);
    cloud.telemetry.metrics(input.logEvents.flatMap(({ message }) => metricsIn(message, cloud)));
    return { nextSequenceToken: '0' };
  },
);

/** DescribeLogStreams, newest first where asked for; one page. */
export const describeLogStreams = action(
  'DescribeLogStreams',
  onGroup('DescribeLogStreams'),
  (input: { readonly logGroupName: string; readonly logStreamNamePrefix?: string }, { cloud }) => {
    groupNamed(input.logGroupName, cloud);
    const prefix = input.logStreamNamePrefix ?? '';
    const rows = cloud.db.all<{ name: string; created: number }>(
      'SELECT name, created FROM logs_streams WHERE grp = ? AND substr(name, 1, ?) = ? ORDER BY name',
      input.logGroupName,
      prefix.length,
      prefix,
    );
    return {
      logStreams: rows.map(({ name, created }) => ({
        logStreamName: name,
        creationTime: created,
        arn: `${groupArn(input.logGroupName, cloud)}:log-stream:${name}`,
      })),
    };
  },
);

/** Input of GetLogEvents and FilterLogEvents. */
export interface ReadEventsInput {
  readonly logGroupName: string;
  readonly logStreamName?: string;
  readonly logStreamNames?: readonly string[];
  readonly startTime?: number;
  readonly endTime?: number;
  readonly filterPattern?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

/** GetLogEvents: oldest first. */
export const getLogEvents = action(
  'GetLogEvents',
  onGroup('GetLogEvents'),
  (input: ReadEventsInput, { cloud }) => {
    const rows = read(input, cloud);
    const token = rows.length > 0 ? String(rows.at(-1)!.id) : (input.nextToken ?? '0');
    return {
      events: rows.map(({ time, message }) => ({ timestamp: time, message, ingestionTime: time })),
      nextForwardToken: token,
      nextBackwardToken: token,
    };
  },
);

/**
 * FilterLogEvents. Patterns: words that a line must contain; `"a phrase"` counts as one. Other
 * pattern forms are refused.
 */
export const filterLogEvents = action(
  'FilterLogEvents',
  onGroup('FilterLogEvents'),
  (input: ReadEventsInput, { cloud }) => {
    const rows = read(input, cloud);
    const limit = input.limit ?? 10_000;
    return {
      events: rows.map(({ id, stream, time, message }) => ({
        eventId: String(id),
        logStreamName: stream,
        timestamp: time,
        message,
        ingestionTime: time,
      })),
      nextToken: rows.length >= limit ? String(rows.at(-1)!.id) : undefined,
      searchedLogStreams: [],
    };
  },
);

function read(input: ReadEventsInput, cloud: Cloud): readonly EventRow[] {
  groupNamed(input.logGroupName, cloud);
  const streams = input.logStreamName === undefined ? input.logStreamNames : [input.logStreamName];
  const words = wordsOf(input.filterPattern ?? '');
  const conditions = ['grp = ?', 'id > ?', 'time >= ?', 'time < ?'];
  if (streams) conditions.push(`stream IN (${streams.map(() => '?').join(', ')})`);
  for (const _word of words) conditions.push('instr(message, ?) > 0');
  return cloud.db.all<EventRow>(
    `SELECT id, stream, time, message FROM logs_events WHERE ${conditions.join(' AND ')} ORDER BY id LIMIT ?`,
    input.logGroupName,
    Number(input.nextToken ?? 0),
    input.startTime ?? 0,
    input.endTime ?? Number.MAX_SAFE_INTEGER,
    ...(streams ?? []),
    ...words,
    input.limit ?? 10_000,
  );
}

function wordsOf(pattern: string): readonly string[] {
  if (/^[{[]/.test(pattern.trim())) {
    throw new AwsError(
      'InvalidParameterException',
      'the local cloud offers filter patterns of words and quoted phrases only',
    );
  }
  return [...pattern.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, phrase, word]) => phrase ?? word ?? '')
    .filter((text) => text !== '');
}

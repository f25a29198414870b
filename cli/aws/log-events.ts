import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Connection } from './connection.ts';

/** One line of a log. */
export interface LogLine {
  readonly id: string;
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** Where lines come from. */
export interface LogSource {
  readonly group: string;
  /** Only streams whose name begins so. @default - all */
  readonly streams?: string;
}

/** Which lines of a log group. */
export interface LogQuery extends LogSource {
  /** Epoch milliseconds. */
  readonly since: number;
  /** A pattern of CloudWatch Logs. @default - all lines */
  readonly filter?: string;
}

/** Lines of a log group, oldest first; none where the group is not there yet. */
export async function readLog(
  { group, streams = '', since, filter }: LogQuery,
  { settings }: Connection,
): Promise<readonly LogLine[]> {
  const client = new CloudWatchLogsClient(settings);
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await client.send(
        new FilterLogEventsCommand({
          logGroupName: group,
          startTime: since,
          filterPattern: filter,
          logStreamNamePrefix: streams || undefined,
          nextToken,
        }),
      );
      lines.push(...(page.events ?? []).map(lineOf));
      ({ nextToken } = page);
    } while (nextToken);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
  return lines.filter(({ stream }) => stream.startsWith(streams));
}

function lineOf({
  eventId = '',
  timestamp = 0,
  logStreamName = '',
  message = '',
}: FilteredLogEvent): LogLine {
  return { id: eventId, at: timestamp, stream: logStreamName, message: message.trimEnd() };
}

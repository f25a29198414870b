import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Connection } from './connection.ts';

/** One line of a log. */
export interface LogLine {
  readonly id: string;
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** Which lines of a log group. */
export interface LogQuery {
  readonly group: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** A pattern of CloudWatch Logs. @default - all lines */
  readonly filter?: string;
}

/** Lines of a log group, oldest first; none where the group is not there yet. */
export async function readLog(
  { group, since, filter }: LogQuery,
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
          nextToken,
        }),
      );
      for (const { eventId = '', timestamp = 0, logStreamName = '', message = '' } of page.events ??
        []) {
        lines.push({
          id: eventId,
          at: timestamp,
          stream: logStreamName,
          message: message.trimEnd(),
        });
      }
      ({ nextToken } = page);
    } while (nextToken);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
  return lines;
}

import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { logsPolicy } from './policies.ts';

/** A row of the log groups' table. */
export interface GroupRow {
  readonly name: string;
  readonly retention: number | null;
  readonly kms_key: string | null;
  readonly created: number;
}

/** ARN of a log group, without the trailing `:*`. */
export function groupArn(name: string, cloud: Cloud): string {
  return `arn:aws:logs:${cloud.region}:${cloud.accountId}:log-group:${name}`;
}

/** The log group, or AWS's ResourceNotFoundException. */
export function groupNamed(name: string, cloud: Cloud): GroupRow {
  const row = cloud.db.get<GroupRow>('SELECT * FROM logs_groups WHERE name = ?', name);
  if (!row)
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return row;
}

/** Permission for an action on a log group. */
export function onGroup(action: string) {
  return (
    input: {
      readonly logGroupName?: string;
      readonly logGroupIdentifier?: string;
      readonly logStreamName?: string;
    },
    { cloud }: ActionContext,
  ): readonly Permission[] => {
    const name = input.logGroupName ?? input.logGroupIdentifier ?? '*';
    const arn = name.startsWith('arn:') ? name.replace(/:\*$/, '') : groupArn(name, cloud);
    return [
      {
        action: `logs:${action}`,
        resource: `${arn}:${input.logStreamName ? `log-stream:${input.logStreamName}` : '*'}`,
        resourcePolicy: logsPolicy(cloud),
      },
    ];
  };
}

/**
 * Appends lines to a stream; group and stream are made if need be. Nothing is kept of a line but
 * its text and its time.
 */
export function append(
  group: string,
  stream: string,
  events: readonly { readonly timestamp: number; readonly message: string }[],
  cloud: Cloud,
): void {
  makeStream(group, stream, cloud);
  for (const { timestamp, message } of events) {
    cloud.db.run(
      'INSERT INTO logs_events (grp, stream, time, message) VALUES (?, ?, ?, ?)',
      group,
      stream,
      timestamp,
      message,
    );
  }
}

/** Makes group and stream where they are not there. That they are there is remembered, unlike a write. */
function makeStream(group: string, stream: string, cloud: Cloud): void {
  const { db, world } = cloud;
  if (db.get('SELECT 1 FROM logs_streams WHERE grp = ? AND name = ?', group, stream)) return;
  db.run('INSERT OR IGNORE INTO logs_groups VALUES (?, NULL, NULL, ?)', group, world.now());
  db.run('INSERT OR IGNORE INTO logs_streams VALUES (?, ?, ?)', group, stream, world.now());
}

import { AwsError, NotEmulated } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import type { JsonObject } from './language/json.ts';

/** Part of a logging configuration. */
interface LoggingInput {
  readonly level?: string;
  readonly destinations?: readonly {
    readonly cloudWatchLogsLogGroup?: { readonly logGroupArn?: string };
  }[];
}

/** Throws unless a configuration that logs names one log group, and the group exists. */
export function checkLogging(cloud: Cloud, configuration: JsonObject | undefined): void {
  const { level = 'OFF', destinations = [] } = (configuration ?? {}) as LoggingInput;
  if (level === 'OFF') return;
  if (destinations.length !== 1) throw invalidLogging('Must specify exactly one Log Destination.');
  const arn = destinations[0]!.cloudWatchLogsLogGroup?.logGroupArn ?? '';
  const name = /:log-group:([^:]+)/.exec(arn)?.[1];
  if (name === undefined || !groupExists(cloud, name))
    throw invalidLogging('Log Destination not found.');
}

function groupExists(cloud: Cloud, logGroupName: string): boolean {
  const root = {
    kind: 'root',
    arn: `arn:aws:iam::${cloud.accountId}:root`,
    accountId: cloud.accountId,
  } as const;
  try {
    const answer = cloud.callSync<{ logGroups?: readonly { logGroupName?: string }[] }>(
      'logs',
      'DescribeLogGroups',
      { logGroupNamePrefix: logGroupName },
      root,
    );
    return (answer.logGroups ?? []).some((group) => group.logGroupName === logGroupName);
  } catch (error) {
    // A cloud without CloudWatch Logs, as in tests: nothing is logged.
    if (error instanceof NotEmulated) return true;
    throw error;
  }
}

function invalidLogging(why: string): AwsError {
  return new AwsError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${why}`);
}

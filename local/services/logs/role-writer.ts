import { AwsError } from '../../errors.ts';
import type { Cloud, RolePrincipal } from '../../kernel/index.ts';

/** Where the lines of a program go. */
export interface LogTarget {
  readonly group: string;
  readonly stream: string;
  /** Does the program's role make the group too? @default - no: the group is made for it */
  readonly makesGroup?: boolean;
}

/**
 * Writes the lines of a program into a log stream with the permissions of the program's role. As on
 * AWS a role that may not write loses the lines, and nothing else happens.
 */
export function roleWriter(
  cloud: Cloud,
  role: RolePrincipal,
  { group, stream, makesGroup }: LogTarget,
): (...lines: readonly string[]) => void {
  const { partition, region, accountId } = cloud;
  const resource = `arn:${partition}:logs:${region}:${accountId}:log-group:${group}:log-stream:${stream}`;
  const actions = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  if (makesGroup) actions.unshift('logs:CreateLogGroup');
  return (...lines) => {
    try {
      for (const action of actions) cloud.authorize(role, { action, resource });
    } catch (error) {
      if (error instanceof AwsError) return;
      throw error;
    }
    cloud.telemetry.log(group, stream, lines);
  };
}

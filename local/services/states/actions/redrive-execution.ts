import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import { findExecution } from '../engine/execution.ts';
import { redrive } from '../engine/redrive.ts';
import { executionDoesNotExist } from '../errors.ts';
import { on } from '../permissions.ts';
import { notRedrivable } from '../redrivable.ts';

interface Input {
  readonly executionArn: string;
  readonly clientToken?: string;
}

/** How long a token stands for the redrive that it was given with, and how many are known. */
const TOKEN_MILLISECONDS = 15 * 60 * 1000;
const KNOWN_TOKENS = 10;

/**
 * RedriveExecution: goes on at the states that had not ended, with the definition and input of
 * before. Asking again with the same token changes nothing.
 */
export const redriveExecution = action(
  'RedriveExecution',
  on('RedriveExecution', 'executionArn'),
  ({ executionArn, clientToken }: Input, { cloud }) => {
    const execution = findExecution(cloud, executionArn);
    if (!execution) throw executionDoesNotExist(executionArn);
    const before = clientToken && redrivenWith(cloud, executionArn, clientToken);
    if (before) return { redriveDate: new Date(before) };
    const reason =
      execution.map_run_arn === null
        ? notRedrivable(cloud, execution)
        : 'Execution is a child workflow execution and is redriven by its Map Run';
    if (reason !== undefined) throw new AwsError('ExecutionNotRedrivable', reason);
    redrive(cloud, execution);
    const now = cloud.world.now();
    if (clientToken) note(cloud, executionArn, clientToken);
    return { redriveDate: new Date(now) };
  },
);

function redrivenWith(cloud: Cloud, executionArn: string, token: string): number | undefined {
  const known = cloud.db.all<{ token: string; used: number }>(
    'SELECT token, used FROM states_redrive_tokens WHERE execution_arn = ? AND used >= ? ORDER BY used DESC LIMIT ?',
    executionArn,
    cloud.world.now() - TOKEN_MILLISECONDS,
    KNOWN_TOKENS,
  );
  return known.find((other) => other.token === token)?.used;
}

function note(cloud: Cloud, executionArn: string, token: string): void {
  cloud.db.run(
    'INSERT OR REPLACE INTO states_redrive_tokens VALUES (?, ?, ?)',
    executionArn,
    token,
    cloud.world.now(),
  );
}

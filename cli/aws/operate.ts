import type { OperatorCommand } from '../../lambda/operate-model/contract.ts';
import type { Connection } from './connection.ts';
import { findPlatform, gatewayOf } from './platform.ts';
import { postSigned } from './signed-request.ts';

/** What became of a command. */
export interface Operated {
  /** In words. */
  readonly done: string;
  /** Who signed the call. */
  readonly by: string;
}

/**
 * Has the platform carry out a command, in the name of the caller. Throws `Refused` with its
 * reason.
 */
export async function operate(command: OperatorCommand, connection: Connection): Promise<Operated> {
  const platform = await findPlatform(connection);
  gatewayOf(platform, command.model);
  const done = await postSigned(connection, platform.operateUrl, command, ({ isRefusal }) =>
    isRefusal ? `perennial status ${command.model}` : 'perennial logs operate-model --since 10m',
  );
  return done as Operated;
}

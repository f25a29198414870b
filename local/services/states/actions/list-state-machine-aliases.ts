import { action } from '../../../kernel/index.ts';
import type { Alias } from '../aliases.ts';
import { stateMachineDoesNotExist } from '../errors.ts';
import { findMachine } from '../machines.ts';
import { splitMachineArn } from '../arns.ts';
import { pageOf } from '../paging.ts';
import { on } from '../permissions.ts';

interface Input {
  readonly stateMachineArn: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** ListStateMachineAliases of a machine, or of one of its versions. */
export const listStateMachineAliases = action(
  'ListStateMachineAliases',
  on('ListStateMachineAliases', 'stateMachineArn'),
  (input: Input, { cloud }) => {
    const { machine, qualifier } = splitMachineArn(input.stateMachineArn);
    if (!findMachine(cloud, machine)) throw stateMachineDoesNotExist(input.stateMachineArn);
    const all = cloud.db
      .all<Alias>('SELECT * FROM states_aliases WHERE machine_arn = ? ORDER BY name', machine)
      .filter(
        ({ routing }) => qualifier === undefined || routing.includes(`"${input.stateMachineArn}"`),
      );
    const { items, nextToken } = pageOf(all, input);
    return {
      stateMachineAliases: items.map(({ arn, created }) => ({
        stateMachineAliasArn: arn,
        creationDate: new Date(created),
      })),
      nextToken,
    };
  },
);

import { action } from '../../../kernel/index.ts';
import { stateMachineDoesNotExist } from '../errors.ts';
import { findMachine } from '../machines.ts';
import { pageOf } from '../paging.ts';
import { on } from '../permissions.ts';
import { versionsOf } from '../versions.ts';

interface Input {
  readonly stateMachineArn: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** ListStateMachineVersions, the newest first. */
export const listStateMachineVersions = action(
  'ListStateMachineVersions',
  on('ListStateMachineVersions', 'stateMachineArn'),
  (input: Input, { cloud }) => {
    if (!findMachine(cloud, input.stateMachineArn))
      throw stateMachineDoesNotExist(input.stateMachineArn);
    const { items, nextToken } = pageOf(versionsOf(cloud, input.stateMachineArn), input);
    const stateMachineVersions = items.map(({ arn, created }) => ({
      stateMachineVersionArn: arn,
      creationDate: new Date(created),
    }));
    return { stateMachineVersions, nextToken };
  },
);

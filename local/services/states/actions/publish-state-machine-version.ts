import { action } from '../../../kernel/index.ts';
import { stateMachineDoesNotExist } from '../errors.ts';
import { findMachine } from '../machines.ts';
import { on } from '../permissions.ts';
import { publishVersion } from '../versions.ts';

interface Input {
  readonly stateMachineArn: string;
  readonly revisionId?: string;
  readonly description?: string;
}

/** PublishStateMachineVersion: the present revision under a number. */
export const publishStateMachineVersion = action(
  'PublishStateMachineVersion',
  on('PublishStateMachineVersion', 'stateMachineArn'),
  ({ stateMachineArn, revisionId, description }: Input, { cloud }) => {
    const machine = findMachine(cloud, stateMachineArn);
    if (!machine) throw stateMachineDoesNotExist(stateMachineArn);
    const version = publishVersion(cloud, machine, { description, revisionId });
    return { stateMachineVersionArn: version.arn, creationDate: new Date(version.created) };
  },
);

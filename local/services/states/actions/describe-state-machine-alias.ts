import { action } from '../../../kernel/index.ts';
import { aliasAt } from '../aliases.ts';
import { on } from '../permissions.ts';

/** DescribeStateMachineAlias. */
export const describeStateMachineAlias = action(
  'DescribeStateMachineAlias',
  on('DescribeStateMachineAlias', 'stateMachineAliasArn'),
  ({ stateMachineAliasArn }: { readonly stateMachineAliasArn: string }, { cloud }) => {
    const alias = aliasAt(cloud, stateMachineAliasArn);
    return {
      stateMachineAliasArn: alias.arn,
      name: alias.name,
      ...(alias.description === null ? {} : { description: alias.description }),
      routingConfiguration: JSON.parse(alias.routing) as unknown,
      creationDate: new Date(alias.created),
      updateDate: new Date(alias.updated),
    };
  },
);

import { action } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import { on } from '../permissions.ts';

/** DeleteStateMachineVersion. A version that an alias points to stays. */
export const deleteStateMachineVersion = action(
  'DeleteStateMachineVersion',
  on('DeleteStateMachineVersion', 'stateMachineVersionArn'),
  ({ stateMachineVersionArn: arn }: { readonly stateMachineVersionArn: string }, { cloud }) => {
    const aliases = cloud.db
      .all<{ name: string; routing: string }>('SELECT name, routing FROM states_aliases')
      .filter(({ routing }) => routing.includes(`"${arn}"`))
      .map(({ name }) => name);
    if (aliases.length > 0) {
      throw new AwsError(
        'ConflictException',
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.join(', ')}]`,
      );
    }
    cloud.db.run('DELETE FROM states_versions WHERE arn = ?', arn);
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import { splitMachineArn } from '../arns.ts';
import { checkAliasName, checkRouting } from '../aliases.ts';
import type { Route } from '../machines.ts';

interface Input {
  readonly name: string;
  readonly description?: string;
  readonly routingConfiguration: readonly Route[];
}

/** CreateStateMachineAlias: a name for one version, or for two by weight. */
export const createStateMachineAlias = action(
  'CreateStateMachineAlias',
  ({ routingConfiguration: [first] }: Input) => [
    {
      action: 'states:CreateStateMachineAlias',
      resource: first ? splitMachineArn(first.stateMachineVersionArn).machine : '*',
    },
  ],
  ({ name, description, routingConfiguration }, { cloud }) => {
    checkAliasName(name);
    checkRouting(cloud, routingConfiguration);
    const { machine } = splitMachineArn(routingConfiguration[0]!.stateMachineVersionArn);
    const arn = `${machine}:${name}`;
    const routing = JSON.stringify(routingConfiguration);
    const existing = cloud.db.get<{ routing: string; description: string | null; created: number }>(
      'SELECT routing, description, created FROM states_aliases WHERE arn = ?',
      arn,
    );
    if (existing) {
      if (existing.routing !== routing || existing.description !== (description ?? null)) {
        throw new AwsError(
          'ConflictException',
          'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
        );
      }
      return { stateMachineAliasArn: arn, creationDate: new Date(existing.created) };
    }
    const now = cloud.world.now();
    cloud.db.run(
      'INSERT INTO states_aliases (arn, machine_arn, name, description, routing, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?)',
      arn,
      machine,
      name,
      description ?? null,
      routing,
      now,
      now,
    );
    return { stateMachineAliasArn: arn, creationDate: new Date(now) };
  },
);

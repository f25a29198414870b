import { cloudCommand } from '../aws/cloud-command.ts';
import { deleteStack, ownedStacks } from '../aws/stacks.ts';
import { CliError } from '../errors.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { next } from '../terminal/words.ts';

/** `perennial destroy`: deletes the stacks, models before the platform. */
export const destroy = cloudCommand({
  name: 'destroy',
  arguments: '[model...]',
  summary: 'deletes the stacks of models and, when none is named, of the platform; asks for --yes',
  options: { yes: { type: 'boolean', help: 'do it; without it the stacks are only shown' } },
  examples: ['perennial destroy', 'perennial destroy churn --yes'],
  run: async (context) => {
    const { connection, positionals, flag } = context;
    const all = await ownedStacks(connection);
    const stacks = all.filter(
      ({ model = '' }) => positionals.length === 0 || positionals.includes(model),
    );
    if (stacks.length === 0) throw nothing(positionals, connection.endpoint);
    const names = stacks.map(({ name }) => name);
    if (!flag('yes')) {
      context.show(
        { wouldDelete: names },
        ['would delete, in this order:', ...names].join('\n  '),
        next(`perennial destroy ${[...positionals, '--yes'].join(' ')}`),
      );
      return 1;
    }
    const line = new ProgressLine(process.stderr);
    for (const stack of stacks) {
      line.update(`deleting ${stack.name}`);
      await deleteStack(stack, connection);
      line.print(`deleted ${stack.name}`);
    }
    context.show(
      { deleted: names },
      `${names.length} stacks are gone; buckets and the table of a production stage stay`,
    );
    return 0;
  },
});

function nothing(models: readonly string[], endpoint: string | undefined): CliError {
  const what =
    models.length === 0 ? 'there is nothing to delete' : `there is no model '${models.join(', ')}'`;
  const next = endpoint === undefined ? 'aws cloudformation list-stacks' : 'perennial models';
  return new CliError('NotFound', what, next);
}

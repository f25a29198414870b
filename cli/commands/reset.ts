import { cloudCommand } from '../aws/cloud-command.ts';
import { control } from '../aws/local-control.ts';
import { CliError } from '../errors.ts';

/** `perennial reset`: empties the local cloud. */
export const reset = cloudCommand({
  name: 'reset',
  arguments: '',
  summary: 'local cloud only: empties it, but for its snapshots; asks for --yes',
  options: { yes: { type: 'boolean', help: 'do it' } },
  examples: ['perennial reset --yes'],
  run: async (context) => {
    if (!context.flag('yes'))
      throw new CliError(
        'Usage',
        'everything in the local cloud would go',
        'perennial reset --yes',
      );
    const answer = (await control(context.connection, 'reset', {})) as { milliseconds: number };
    context.show(answer, `the cloud is empty, after ${answer.milliseconds} ms`);
    return 0;
  },
});

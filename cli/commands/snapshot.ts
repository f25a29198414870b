import { cloudCommand } from '../aws/cloud-command.ts';
import { control } from '../aws/local-control.ts';
import { CliError } from '../errors.ts';

/** What can be done with snapshots, and what is said when it is done. */
const DEEDS = {
  save: { path: 'snapshots', done: (name: string) => `kept the whole cloud as '${name}'` },
  restore: { path: 'restore', done: (name: string) => `the cloud is what it was as '${name}'` },
} as const;

/** `perennial snapshot`: keeps the whole local cloud under a name, or puts it back. */
export const snapshot = cloudCommand({
  name: 'snapshot',
  arguments: '[save|restore <name>]',
  summary: 'local cloud only: keeps the whole cloud under a name, puts it back, or lists the names',
  options: {},
  examples: [
    'perennial snapshot',
    'perennial snapshot save before',
    'perennial snapshot restore before',
  ],
  run: async (context) => {
    const [deed] = context.positionals;
    if (deed === undefined) {
      const { snapshots } = (await control(context.connection, 'snapshots')) as {
        snapshots: readonly string[];
      };
      context.show({ snapshots }, snapshots.length > 0 ? snapshots.join('\n') : 'no snapshot yet');
      return 0;
    }
    if (deed !== 'save' && deed !== 'restore')
      throw new CliError(
        'Usage',
        `'${deed}' is neither save nor restore`,
        'perennial snapshot --help',
      );
    const { path, done } = DEEDS[deed];
    const name = context.argument(1, 'the snapshot');
    const answer = (await control(context.connection, path, { name })) as { milliseconds: number };
    context.show(answer, `${done(name)}, in ${answer.milliseconds} ms`);
    return 0;
  },
});

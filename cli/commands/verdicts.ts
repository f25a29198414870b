import { cloudCommand } from '../aws/cloud-command.ts';
import { operate } from '../aws/operate.ts';
import type { Command } from '../command.ts';
import { CliError } from '../errors.ts';
import { next } from '../terminal/words.ts';

/** `perennial approve`: lets a version that waits go on. */
export const approve = verdict('approve', 'lets a version go on that waits for approval');

/** `perennial reject`: turns a version down that waits. */
export const reject = verdict(
  'reject',
  'turns a version down that waits for approval; its run ends',
);

function verdict(name: 'approve' | 'reject', summary: string): Command {
  return cloudCommand({
    name,
    arguments: '<model> <version>',
    summary,
    options: { reason: { type: 'string', help: 'why, for the history (required)', value: 'text' } },
    examples: [`perennial ${name} churn 7 --reason "looked at the ten worst rows"`],
    run: async (context) => {
      const model = context.argument(0, 'the model');
      const version = versionOf(context.argument(1, 'the version'), name);
      const done = await operate(
        { command: name, model, version, reason: context.required('reason') },
        context.connection,
      );
      context.show(
        done,
        `${done.done}\n  in the name of ${done.by}`,
        next(`perennial status ${model}`),
      );
      return 0;
    },
  });
}

function versionOf(text: string, command: string): number {
  const version = Number(text.replace(/^v/, ''));
  if (Number.isInteger(version) && version > 0) return version;
  const message = `a version is a number such as 7, got '${text}'`;
  throw new CliError('Usage', message, `perennial ${command} --help`);
}

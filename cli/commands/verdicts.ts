import { operatorCommand } from '../aws/operator-command.ts';
import type { Command } from '../command.ts';
import { CliError } from '../errors.ts';

/** `perennial approve`: lets a version that waits go on. */
export const approve = verdict('approve', 'lets a version go on that waits for approval');

/** `perennial reject`: turns a version down that waits. */
export const reject = verdict(
  'reject',
  'turns a version down that waits for approval; its run ends',
);

function verdict(name: 'approve' | 'reject', summary: string): Command {
  return operatorCommand({
    name,
    arguments: '<model> <version>',
    summary,
    examples: [`perennial ${name} churn 7 --reason "looked at the ten worst rows"`],
    ask: (context) => ({
      command: name,
      model: context.argument(0, 'the model'),
      version: versionOf(context.argument(1, 'the version'), name),
      reason: context.required('reason'),
    }),
    look: (model) => `perennial status ${model}`,
  });
}

function versionOf(text: string, command: string): number {
  const version = Number(text.replace(/^v/, ''));
  if (Number.isInteger(version) && version > 0) return version;
  const message = `a version is a number such as 7, got '${text}'`;
  throw new CliError('Usage', message, `perennial ${command} --help`);
}

import { commands } from './commands/index.ts';
import { helpOf, parse } from './command.ts';
import type { Command } from './command.ts';
import { CliError } from './errors.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/**
 * Runs `perennial <command>` and answers its exit code: 0 done, 1 refused or failed, 2 wrong usage.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(
      overview(await Promise.all(Object.values(commands).map((load) => load()))),
    );
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load)
    return fail(new CliError('Usage', `there is no command '${name}'`, 'perennial --help'));
  const command = await load();
  if (rest.includes('--help')) {
    process.stdout.write(helpOf(command));
    return 0;
  }
  try {
    return await command.run(parse(command, rest));
  } catch (error) {
    return fail(error);
  }
}

function overview(all: readonly Command[]): string {
  const width = Math.max(...all.map(({ name }) => name.length));
  return [
    'perennial <command>',
    '',
    'Models that renew themselves: the platform on AWS, and the local cloud that runs it on a laptop.',
    '',
    ...all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '  perennial <command> --help  tells more',
    '',
  ].join('\n');
}

function fail(error: unknown): number {
  if (error instanceof CliError) {
    process.stderr.write(
      `perennial: ${error.message}\n${error.next ? `  next: ${error.next}\n` : ''}`,
    );
    return error.code === 'Usage' ? 2 : 1;
  }
  const { name, message } = error instanceof Error ? error : new CliError('Refused', String(error));
  process.stderr.write(`perennial: ${name}: ${message}\n`);
  if (process.env.PERENNIAL_DEBUG && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return 1;
}

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
  const asJson = rest.includes('--json');
  if (!load)
    return fail(new CliError('Usage', `there is no command '${name}'`, 'perennial --help'), asJson);
  const command = await load();
  if (rest.includes('--help')) {
    process.stdout.write(helpOf(command));
    return 0;
  }
  try {
    return await command.run(parse(command, rest));
  } catch (error) {
    return fail(error, asJson);
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

/** Tells what went wrong on stderr, as JSON where the answer would have been JSON. */
function fail(error: unknown, asJson: boolean): number {
  const { code, message, next } = told(error);
  const text = asJson
    ? JSON.stringify({ error: { code, message, next } })
    : `perennial: ${message}${next === undefined ? '' : `\n  next: ${next}`}`;
  process.stderr.write(`${text}\n`);
  if (process.env.PERENNIAL_DEBUG && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return code === 'Usage' ? 2 : 1;
}

function told(error: unknown): Pick<CliError, 'message' | 'next'> & { readonly code: string } {
  if (error instanceof CliError) return error;
  const { name, message } = error instanceof Error ? error : new CliError('Refused', String(error));
  return { code: name, message: `${name}: ${message}`, next: undefined };
}

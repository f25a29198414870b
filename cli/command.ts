import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { CliError } from './errors.ts';

/** Options of a command, as `node:util` parses them, each with what it does. */
export type Options = Readonly<Record<string, Option>>;

type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  readonly help: string;
  readonly value?: string;
};

/** What a command gets. */
export interface Invocation {
  readonly positionals: readonly string[];
  /** Text of an option, or undefined. */
  text(name: string): string | undefined;
  /** Texts of an option that may be repeated. */
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** A command of `perennial`. */
export interface Command {
  readonly name: string;
  /** Arguments, for the usage line. */
  readonly arguments: string;
  readonly summary: string;
  readonly options: Options;
  /** What to try, with a word on each. */
  readonly examples: readonly string[];
  /** Runs and answers the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** Options that every command has which talks to a cloud. */
export const CLOUD_OPTIONS: Options = {
  'endpoint-url': { type: 'string', help: 'address of a local cloud', value: 'url' },
  aws: { type: 'boolean', help: 'AWS, even while a local cloud runs' },
  platform: { type: 'string', help: 'name of the platform (perennial)', value: 'name' },
  region: { type: 'string', help: 'AWS region', value: 'name' },
  json: { type: 'boolean', help: 'print JSON' },
};

/** Reads the arguments of a command. Throws `Usage` for unknown options. */
export function parse(command: Command, args: readonly string[]): Invocation {
  const known: Options = { ...command.options, help: { type: 'boolean', help: 'this text' } };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return {
      positionals,
      text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
      texts: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
      flag: (name) => values[name] === true,
    };
  } catch (cause) {
    // Node.js goes on to explain how a leading hyphen is escaped.
    const [message = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    throw new CliError('Usage', message, `perennial ${command.name} --help`, { cause });
  }
}

/** The help text of a command. */
export function helpOf(command: Command): string {
  const options = Object.entries({
    ...command.options,
    help: { help: 'this text', value: undefined },
  }).map(([name, { help, value }]) => ({ option: optionText(name, value), help }));
  const width = Math.max(...options.map(({ option }) => option.length));
  return [
    `perennial ${command.name} ${command.arguments}`.trim(),
    '',
    command.summary,
    '',
    ...options.map(({ option, help }) => `  ${option.padEnd(width)}  ${help}`),
    '',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function optionText(name: string, value?: string): string {
  return `--${name}${value ? ` <${value}>` : ''}`;
}

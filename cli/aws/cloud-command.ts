import { CLOUD_OPTIONS } from '../command.ts';
import type { Command, Invocation } from '../command.ts';
import { CliError } from '../errors.ts';
import { connect } from './connection.ts';
import type { Connection } from './connection.ts';

/** What a command works with that talks to a cloud. */
export interface CloudContext extends Invocation {
  readonly connection: Connection;
  /** An argument that must be there. Throws `Usage`. */
  argument(index: number, what: string): string;
  /** An option that must be there. Throws `Usage`. */
  required(name: string): string;
  /** Shows a result: as JSON where that was asked for, else as text; empty lines between blocks. */
  show(result: unknown, ...blocks: readonly (string | undefined)[]): void;
  /** The line of the AWS CLI that shows the same. */
  aws(line: string): string;
}

/** A command but for what all commands share that talk to a cloud. */
export interface CloudCommandSpec extends Omit<Command, 'run'> {
  readonly run: (context: CloudContext) => Promise<number>;
}

/**
 * Makes a command that works the same against AWS and a local cloud, and explains what goes wrong.
 */
export function cloudCommand(spec: CloudCommandSpec): Command {
  return {
    ...spec,
    options: { ...spec.options, ...CLOUD_OPTIONS },
    run: async (invocation) => {
      const connection = connect(invocation);
      try {
        return await spec.run(contextOf(spec.name, invocation, connection));
      } catch (error) {
        throw explained(error, connection);
      }
    },
  };
}

function contextOf(name: string, invocation: Invocation, connection: Connection): CloudContext {
  const missing = (what: string) =>
    new CliError('Usage', `name ${what}`, `perennial ${name} --help`);
  return {
    ...invocation,
    connection,
    argument: (index, what) => {
      const value = invocation.positionals[index];
      if (value === undefined) throw missing(what);
      return value;
    },
    required: (option) => {
      const value = invocation.text(option);
      if (value === undefined || value === '') throw missing(`--${option}`);
      return value;
    },
    show: (result, ...blocks) => {
      const text = blocks.filter((block) => block !== undefined && block !== '').join('\n\n');
      process.stdout.write(`${invocation.flag('json') ? JSON.stringify(result, null, 2) : text}\n`);
    },
    aws: (line) => awsLine(connection, line),
  };
}

/** A line of the AWS CLI for this cloud. */
export function awsLine({ endpoint }: Connection, line: string): string {
  return `the same with AWS's own: aws${endpoint === undefined ? '' : ` --endpoint-url ${endpoint}`} ${line}`;
}

/** An error of the SDK in words that say what to do; others as they are. */
function explained(error: unknown, { endpoint }: Connection): unknown {
  if (error instanceof CliError || !(error instanceof Error)) return error;
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException).code ?? (error as NodeJS.ErrnoException).code;
  if (code === 'ECONNREFUSED' && endpoint !== undefined) {
    return new CliError(
      'NoPlatform',
      `nothing answers at ${endpoint}`,
      'perennial up, or --aws for AWS',
      { cause: error },
    );
  }
  if (error.message === 'Region is missing') {
    return new CliError(
      'NoPlatform',
      'no local cloud runs here, and no AWS region is set',
      'perennial up, or --region <name> for AWS',
      { cause: error },
    );
  }
  if (error.name === 'CredentialsProviderError') {
    return new CliError(
      'Refused',
      'there are no AWS credentials',
      'aws configure, or perennial up for a local cloud',
      {
        cause: error,
      },
    );
  }
  if (/^AccessDenied|ExpiredToken|UnrecognizedClient/.test(error.name)) {
    return new CliError('Refused', error.message, 'aws sts get-caller-identity', { cause: error });
  }
  return error;
}

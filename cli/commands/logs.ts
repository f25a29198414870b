import { setTimeout as pause } from 'node:timers/promises';
import { cloudNow } from '../aws/cloud-clock.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { deployedFunctions } from '../aws/deployed-functions.ts';
import type { DeployedFunction } from '../aws/deployed-functions.ts';
import { readLog } from '../aws/log-events.ts';
import type { LogLine } from '../aws/log-events.ts';
import { CliError } from '../errors.ts';

const FOLLOW_MILLIS = 1000;

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `perennial logs`: what functions wrote. */
export const logs = cloudCommand({
  name: 'logs',
  arguments: '<function or model>',
  summary: 'shows the log of a function, or of the gateway and the pipeline of a model',
  options: {
    since: {
      type: 'string',
      help: 'how far back, such as 30m, 2d or an ISO time (1h)',
      value: 'time',
    },
    filter: {
      type: 'string',
      help: 'only lines that match a pattern of CloudWatch Logs',
      value: 'pattern',
    },
    follow: { type: 'boolean', help: 'go on until Ctrl-C' },
  },
  examples: [
    'perennial logs check-model --since 1d',
    'perennial logs churn --filter ERROR --follow',
  ],
  run: async (context) => {
    const name = context.argument(0, 'a function or a model');
    const groups = await groupsOf(name, context);
    const since = sinceOf(context.text('since') ?? '1h', await cloudNow(context.connection));
    const lines = await readAll(groups, since, context);
    if (lines.length > 0) context.show(lines, lines.map(lineText).join('\n'));
    else if (!context.flag('follow')) {
      context.show(
        [],
        'nothing was logged in that time',
        `a longer time: perennial logs ${name} --since 7d`,
      );
    }
    if (context.flag('follow')) await follow(groups, { since, lines }, context);
    else if (!context.flag('json'))
      process.stderr.write(`${context.aws(`logs tail ${groups[0]} --since 1h`)}\n`);
    return 0;
  },
});

async function groupsOf(name: string, { connection }: CloudContext): Promise<readonly string[]> {
  const functions = await deployedFunctions(connection);
  const wanted = functions.filter(({ handler, model }) => handler === name || model === name);
  const groups = wanted.map(({ logGroup }) => logGroup);
  if (groups.length === 0) throw unknown(name, functions);
  const isModel = wanted.some(({ model }) => model === name);
  return isModel ? [...groups, `/aws/vendedlogs/states/perennial-${name}`] : groups;
}

function unknown(name: string, functions: readonly DeployedFunction[]): CliError {
  if (functions.length === 0)
    return new CliError('NoPlatform', 'nothing is deployed there', 'perennial up');
  const names = new Set(functions.flatMap(({ handler, model }) => [handler, model ?? handler]));
  const there = `there are: ${[...names].join(', ')}`;
  return new CliError(
    'NotFound',
    `there is no function or model '${name}', ${there}`,
    'perennial functions',
  );
}

function sinceOf(text: string, now: number): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const at = unit === undefined ? Date.parse(text) : now - Number(amount) * UNITS[unit]!;
  if (!Number.isNaN(at)) return at;
  const forms = '30m, 2d or 2024-01-01T00:00:00Z';
  throw new CliError(
    'Usage',
    `--since is a time such as ${forms}, got '${text}'`,
    'perennial logs --help',
  );
}

async function readAll(
  groups: readonly string[],
  since: number,
  { connection, text }: CloudContext,
): Promise<readonly LogLine[]> {
  const filter = text('filter');
  const found = await Promise.all(
    groups.map((group) => readLog({ group, since, filter }, connection)),
  );
  return found.flat().sort((a, b) => a.at - b.at);
}

/** What was shown already. */
interface Shown {
  readonly since: number;
  readonly lines: readonly LogLine[];
}

async function follow(
  groups: readonly string[],
  from: Shown,
  context: CloudContext,
): Promise<void> {
  const seen = new Set(from.lines.map(({ id }) => id));
  let since = from.lines.at(-1)?.at ?? from.since;
  for (;;) {
    await pause(FOLLOW_MILLIS);
    const fresh = (await readAll(groups, since, context)).filter(({ id }) => !seen.has(id));
    if (fresh.length > 0) context.show(fresh, fresh.map(lineText).join('\n'));
    for (const { id } of fresh) seen.add(id);
    since = fresh.at(-1)?.at ?? since;
  }
}

function lineText({ at, message }: LogLine): string {
  return `${new Date(at).toISOString()}  ${message}`;
}

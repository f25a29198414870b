import { setTimeout as pause } from 'node:timers/promises';
import { cloudNow } from '../aws/cloud-clock.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { deployedFunctions } from '../aws/deployed-functions.ts';
import type { DeployedFunction } from '../aws/deployed-functions.ts';
import { readLog } from '../aws/log-events.ts';
import type { LogLine, LogSource } from '../aws/log-events.ts';
import { CliError } from '../errors.ts';

const FOLLOW_MILLIS = 1000;

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `perennial logs`: what functions, jobs and endpoints wrote. */
export const logs = cloudCommand({
  name: 'logs',
  arguments: '<function or model>',
  summary:
    'shows the log of a function; of a model that of its gateway, pipeline, jobs and endpoints',
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
    const sources = await sourcesOf(name, context);
    const since = sinceOf(context.text('since') ?? '1h', await cloudNow(context.connection));
    const lines = await readAll(sources, since, context);
    if (lines.length > 0) context.show(lines, lines.map(lineText).join('\n'));
    else if (!context.flag('follow')) {
      context.show(
        [],
        'nothing was logged in that time',
        `a longer time: perennial logs ${name} --since 7d`,
      );
    }
    if (context.flag('follow')) await follow(sources, { since, lines }, context);
    else if (!context.flag('json'))
      process.stderr.write(`${context.aws(`logs tail ${sources[0]!.group} --since 1h`)}\n`);
    return 0;
  },
});

async function sourcesOf(
  name: string,
  { connection }: CloudContext,
): Promise<readonly LogSource[]> {
  const functions = await deployedFunctions(connection);
  const wanted = functions.filter(({ handler, model }) => handler === name || model === name);
  if (wanted.length === 0) throw unknown(name, functions);
  const isModel = wanted.some(({ model }) => model === name);
  return [...wanted.map(({ logGroup }) => ({ group: logGroup })), ...(isModel ? runsOf(name) : [])];
}

/** Where the pipeline of a model, its jobs and its endpoints write. */
function runsOf(model: string): readonly LogSource[] {
  return [
    { group: `/aws/vendedlogs/states/perennial-${model}` },
    { group: '/aws/sagemaker/TrainingJobs', streams: `${model}-` },
    { group: '/aws/sagemaker/TransformJobs', streams: `${model}-` },
    { group: `/aws/sagemaker/Endpoints/${model}-a` },
    { group: `/aws/sagemaker/Endpoints/${model}-b` },
  ];
}

function unknown(name: string, functions: readonly DeployedFunction[]): CliError {
  if (functions.length === 0)
    return new CliError('NoPlatform', 'nothing is deployed there', 'perennial up');
  const names = new Set(functions.flatMap(({ handler, model }) => [handler, model ?? handler]));
  const message = `there is no function or model '${name}', there are: ${[...names].join(', ')}`;
  return new CliError('NotFound', message, 'perennial functions');
}

function sinceOf(text: string, now: number): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const at = unit === undefined ? Date.parse(text) : now - Number(amount) * UNITS[unit]!;
  if (!Number.isNaN(at)) return at;
  const message = `--since is a time such as 30m, 2d or 2024-01-01T00:00:00Z, got '${text}'`;
  throw new CliError('Usage', message, 'perennial logs --help');
}

async function readAll(
  sources: readonly LogSource[],
  since: number,
  { connection, text }: CloudContext,
): Promise<readonly LogLine[]> {
  const filter = text('filter');
  const found = await Promise.all(
    sources.map((source) => readLog({ ...source, since, filter }, connection)),
  );
  return found.flat().sort((a, b) => a.at - b.at);
}

/** What was shown already. */
interface Shown {
  readonly since: number;
  readonly lines: readonly LogLine[];
}

async function follow(
  sources: readonly LogSource[],
  from: Shown,
  context: CloudContext,
): Promise<void> {
  const seen = new Set(from.lines.map(({ id }) => id));
  let since = from.lines.at(-1)?.at ?? from.since;
  for (;;) {
    await pause(FOLLOW_MILLIS);
    const fresh = (await readAll(sources, since, context)).filter(({ id }) => !seen.has(id));
    if (fresh.length > 0) context.show(fresh, fresh.map(lineText).join('\n'));
    for (const { id } of fresh) seen.add(id);
    since = fresh.at(-1)?.at ?? since;
  }
}

function lineText({ at, message }: LogLine): string {
  return `${new Date(at).toISOString()}  ${message}`;
}

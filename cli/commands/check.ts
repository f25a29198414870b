import { existsSync, statSync, writeFileSync } from 'node:fs';
import { judgeFile } from '../../domain/contract/judge-file.ts';
import type { SentFileVerdict } from '../../domain/contract/judge-file.ts';
import { labelsContract } from '../../domain/contract/labels-contract.ts';
import { QUARANTINE_HEADER, quarantineLine } from '../../domain/contract/quarantine-csv.ts';
import { definitionHash } from '../../domain/definition/define-model.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import { cloudNow } from '../aws/cloud-clock.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { ModelRecords } from '../aws/model-records.ts';
import { definitionIn } from '../definition-file.ts';
import { CliError } from '../errors.ts';
import { sentFile } from '../file-bytes.ts';
import { table } from '../terminal/table.ts';
import { count, next, onScreen } from '../terminal/words.ts';

/** `perennial check`: the verdict of the door before anything is uploaded. */
export const check = cloudCommand({
  name: 'check',
  arguments: '<file>',
  summary:
    'judges a file (CSV, JSON Lines, Parquet) as its upload would be, sending nothing; exit code 1 when it is refused',
  options: {
    model: { type: 'string', help: 'whose contract (that of the only model)', value: 'name' },
    definition: {
      type: 'string',
      help: 'a definition (JSON, pipeline.ts), without a cloud',
      value: 'file',
    },
    contract: { type: 'string', help: 'an older contract: the hash in a receipt', value: 'hash' },
    labels: { type: 'boolean', help: 'ground truth: inference_id and the columns of the target' },
    quarantine: { type: 'string', help: 'write refused rows there, as CSV', value: 'file' },
  },
  examples: [
    'perennial check customers.csv --model churn',
    'perennial check trips.csv.gz --model taxi-fare --quarantine refused.csv',
    'perennial check trips.csv --definition taxi-fare.json --json',
  ],
  run: async (context) => {
    const path = context.argument(0, 'the file');
    if (!existsSync(path) || !statSync(path).isFile())
      throw new CliError('NoFile', `there is no file '${path}'`, 'perennial check --help');
    const definition = await definitionOf(context);
    const { verdict, refused } = await judge(path, definition, context);
    const file = context.text('quarantine');
    if (file !== undefined) writeFileSync(file, `${[QUARANTINE_HEADER, ...refused].join('\n')}\n`);
    const isAccepted = verdict.status === 'accepted';
    context.show(
      { model: definition.name, contract: definitionHash(definition), file: path, ...verdict },
      summaryOf(path, definition.name, verdict),
      problemsOf(verdict),
      next(isAccepted && `perennial upload ${definition.name} ${path}`),
    );
    return isAccepted ? 0 : 1;
  },
});

async function definitionOf(context: CloudContext): Promise<ModelDefinition> {
  const file = context.text('definition');
  if (file !== undefined) return await definitionIn(file);
  const records = await ModelRecords.open(context.connection);
  const [only, ...others] = records.names;
  const model = context.text('model') ?? (others.length === 0 ? only : undefined);
  if (model === undefined) {
    const there = records.names.join(', ') || 'none';
    throw new CliError(
      'Usage',
      `name one of the models with --model: ${there}`,
      'perennial models',
    );
  }
  const hash = context.text('contract');
  if (hash !== undefined) return await records.defined(model, hash);
  return (await records.state(model)).definition.definition;
}

async function judge(path: string, definition: ModelDefinition, context: CloudContext) {
  const contract = context.flag('labels') ? labelsContract(definition) : definition.contract;
  const refused: string[] = [];
  const keeps = context.text('quarantine') !== undefined;
  const sinks = {
    accept: () => undefined,
    refuse: (problem: Parameters<typeof quarantineLine>[0]) => {
      if (keeps) refused.push(quarantineLine(problem));
    },
  };
  // A rule on freshness goes by the time of the cloud whose door would judge.
  const now = new Date(await cloudNow(context.connection));
  const verdict = await judgeFile(sentFile(path), { contract, sinks: () => sinks, now });
  return { verdict, refused };
}

function summaryOf(path: string, model: string, verdict: SentFileVerdict): string {
  const { status, code, reason, rows, dropped, warnings } = verdict;
  return [
    `${status}: ${path} for ${model}`,
    `  ${count(rows.read)} rows read, ${count(rows.accepted)} good, ${count(rows.refused)} refused`,
    ...(status === 'refused' ? [`  why: ${reason} (${code})`] : []),
    ...warnings.map((warning) => `  warning: ${warning}`),
    ...(dropped.length > 0 ? [`  columns that would be dropped: ${dropped.join(', ')}`] : []),
  ].join('\n');
}

function problemsOf({ reasons }: SentFileVerdict): string {
  if (reasons.length === 0) return '';
  const columns = [
    { title: 'rows', align: 'right' as const },
    { title: 'rule' },
    { title: 'column' },
    { title: 'does' },
    { title: 'first lines' },
    { title: 'for example' },
  ];
  return table(
    columns,
    reasons.map(({ rows, rule, column, severity, examples }) => [
      count(rows),
      rule,
      column || '-',
      severity,
      examples.map(({ line }) => line).join(', '),
      onScreen(`${JSON.stringify(examples[0]?.value ?? '')}: ${examples[0]?.message ?? ''}`, 60),
    ]),
  );
}

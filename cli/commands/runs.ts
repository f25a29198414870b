import { cloudCommand } from '../aws/cloud-command.ts';
import { ModelRecords } from '../aws/model-records.ts';
import type { Run } from '../../domain/registry/run.ts';
import { table } from '../terminal/table.ts';
import { moment, next, onScreen } from '../terminal/words.ts';

const COLUMNS = [
  { title: 'run' },
  { title: 'because' },
  { title: 'started (UTC)' },
  { title: 'took', align: 'right' as const },
  { title: 'version' },
  { title: 'outcome' },
  { title: 'why' },
];

/** `perennial runs`: every training of a model and how it ended. */
export const runs = cloudCommand({
  name: 'runs',
  arguments: '<model>',
  summary: 'lists the runs of a model, newest first, with why they began and how they ended',
  options: { limit: { type: 'string', help: 'how many (20)', value: 'n' } },
  examples: ['perennial runs taxi-fare', 'perennial runs churn --limit 100 --json'],
  run: async (context) => {
    const model = context.argument(0, 'the model');
    const records = await ModelRecords.open(context.connection);
    const { definition } = await records.state(model);
    const found = (await records.runs(model)).slice(0, Number(context.text('limit') ?? 20));
    const inProgress = found.some(({ outcome }) => outcome === null);
    context.show(
      found,
      found.length > 0 ? table(COLUMNS, found.map(rowOf)) : `'${model}' was never trained`,
      context.aws(
        `stepfunctions list-executions --state-machine-arn ${definition.stateMachineArn}`,
      ),
      next(
        inProgress && `perennial status ${model}`,
        found.length === 0 && `perennial upload ${model} <file>`,
      ),
    );
    return 0;
  },
});

function rowOf(run: Run): readonly string[] {
  const outcome = run.outcome ?? 'in progress';
  const why = run.outcomeReason ?? run.note;
  return [
    run.runId,
    run.reason,
    moment(run.startedAt),
    took(run),
    run.version === null ? '-' : `v${run.version}`,
    outcome,
    onScreen(why, 70),
  ];
}

function took({ startedAt, endedAt }: Run): string {
  if (endedAt === null) return '-';
  const minutes = (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000;
  return minutes < 1 ? `${Math.round(minutes * 60)} s` : `${Math.round(minutes)} min`;
}

import { existsSync } from 'node:fs';
import { cloudCommand } from '../aws/cloud-command.ts';
import { ModelRecords } from '../aws/model-records.ts';
import { findPlatform, gatewayOf } from '../aws/platform.ts';
import { askFor, readRows } from '../aws/predictions.ts';
import { CliError } from '../errors.ts';
import type { PredictionAnswer } from '../../lambda/serve-prediction/contract.ts';
import { table } from '../terminal/table.ts';
import { measure, next } from '../terminal/words.ts';

/** `perennial predict`: asks the gateway of a model. */
export const predict = cloudCommand({
  name: 'predict',
  arguments: '<model> <file>',
  summary:
    'asks a model about the rows of a file (CSV, JSON Lines, Parquet, JSON); exit code 1 when no row is answered',
  options: {
    rows: { type: 'string', help: 'how many rows of the file, from the first (10)', value: 'n' },
  },
  examples: [
    'perennial predict churn customers.csv --rows 3',
    'perennial predict taxi-fare trips.json --json',
  ],
  run: async (context) => {
    const model = context.argument(0, 'the model');
    const file = context.argument(1, 'a file of rows, CSV with a header or JSON');
    if (!existsSync(file))
      throw new CliError('NoFile', `there is no file '${file}'`, 'perennial predict --help');
    const url = gatewayOf(await findPlatform(context.connection), model);
    const { definition } = await (await ModelRecords.open(context.connection)).state(model);
    const { contract } = definition.definition;
    const rows = await readRows(file, Number(context.text('rows') ?? 10), contract);
    if (rows.length === 0)
      throw new CliError('NoFile', `'${file}' has no rows`, 'a header and at least one row');
    const answers = await askFor(rows, { model, url }, context.connection);
    const shown = answers.flatMap(rowsOf);
    context.show(
      answers,
      table(
        [{ title: 'inference id' }, { title: 'prediction' }],
        shown.map(({ cells }) => cells),
      ),
      `answered by version ${answers[0]!.version} of '${model}'`,
      next(`perennial upload ${model} <file with inference_id and the truth> --labels`),
    );
    return shown.some(({ answered }) => answered) ? 0 : 1;
  },
});

/** A row of the answer as it is shown. */
interface ShownRow {
  readonly cells: readonly string[];
  readonly answered: boolean;
}

function rowsOf(answer: PredictionAnswer): readonly ShownRow[] {
  return answer.predictions.map((prediction, index) => {
    const refusals = (answer.refused ?? []).filter(({ row }) => row === index);
    const why = refusals.map(({ column, message }) => `${column}: ${message}`).join('; ');
    return {
      cells: [
        `${answer.inference_id}:${index}`,
        prediction === null ? `refused: ${why}` : textOf(prediction),
      ],
      answered: prediction !== null,
    };
  });
}

function textOf(prediction: Exclude<PredictionAnswer['predictions'][number], null>): string {
  if (typeof prediction === 'number') return measure(prediction);
  const { label, probabilities } = prediction;
  return `${label} (${measure(probabilities[label])})`;
}

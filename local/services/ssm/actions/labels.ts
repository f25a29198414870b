import { action } from '../../../kernel/index.ts';
import { ssmError } from '../errors.ts';
import { historyOf, labelsOf, onParameter } from '../parameters.ts';

/** Input of LabelParameterVersion and UnlabelParameterVersion. */
export interface LabelInput {
  readonly Name: string;
  readonly ParameterVersion?: number;
  readonly Labels: readonly string[];
}

/** Labels of one version at most. */
const MOST_LABELS = 10;

/** LabelParameterVersion: a label moves from the version that had it. */
export const labelParameterVersion = action(
  'LabelParameterVersion',
  onParameter('LabelParameterVersion'),
  (input: LabelInput, context) => {
    const { db } = context.cloud;
    const rows = historyOf(input.Name, context);
    const wanted = input.ParameterVersion ?? rows.at(-1)!.version;
    const row = rows.find(({ version }) => version === Number(wanted));
    if (!row) throw noVersion(input.Name, wanted);
    const valid = input.Labels.filter((label) => isLabel(label));
    const all = new Set([...labelsOf(row, context), ...valid]);
    if (all.size > MOST_LABELS) {
      throw ssmError(
        'ParameterVersionLabelLimitExceeded',
        'An error occurred (ParameterVersionLabelLimitExceeded) when calling the LabelParameterVersion operation: A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.',
      );
    }
    for (const label of valid) {
      db.run('DELETE FROM ssm_labels WHERE name = ? AND label = ?', input.Name, label);
      db.run('INSERT INTO ssm_labels VALUES (?, ?, ?)', input.Name, label, row.version);
    }
    return {
      InvalidLabels: input.Labels.filter((label) => !isLabel(label)),
      ParameterVersion: row.version,
    };
  },
);

/** UnlabelParameterVersion. */
export const unlabelParameterVersion = action(
  'UnlabelParameterVersion',
  onParameter('UnlabelParameterVersion'),
  (input: LabelInput & { readonly ParameterVersion: number }, context) => {
    const row = historyOf(input.Name, context).find(
      ({ version }) => version === Number(input.ParameterVersion),
    );
    if (!row) throw noVersion(input.Name, input.ParameterVersion);
    const own = labelsOf(row, context);
    const gone = input.Labels.filter((label) => own.includes(label));
    for (const label of gone) {
      context.cloud.db.run(
        'DELETE FROM ssm_labels WHERE name = ? AND label = ?',
        input.Name,
        label,
      );
    }
    return {
      RemovedLabels: gone,
      InvalidLabels: input.Labels.filter((label) => !own.includes(label)),
    };
  },
);

/** A label begins neither with a number nor with the names that AWS keeps. */
function isLabel(label: string): boolean {
  return /^[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}$/.test(label) && !/^(aws|ssm)/i.test(label);
}

function noVersion(name: string, version: number) {
  return ssmError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );
}

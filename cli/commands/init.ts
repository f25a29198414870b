import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readDefinition } from '../../domain/definition/define-model.ts';
import { Task } from '../../domain/definition/model-definition.ts';
import { pipelineText } from '../../domain/proposal/pipeline-text.ts';
import type { Proposal } from '../../domain/proposal/propose.ts';
import { readmeText } from '../../domain/proposal/readme-text.ts';
import { withPipeline } from '../../domain/proposal/registration.ts';
import type { TextEncoding } from '../../domain/tabular/transcode.ts';
import type { Command, Invocation } from '../command.ts';
import { CliError } from '../errors.ts';
import { lookAt } from '../init/look.ts';
import type { Found } from '../init/look.ts';
import { sourceFilesOf } from '../init/source-files.ts';
import { PACKAGE_ROOT } from '../local-cloud.ts';
import { shellWord } from '../terminal/shell-word.ts';
import { proposalTable } from '../terminal/proposal-table.ts';
import { count, next, some } from '../terminal/words.ts';

/** `perennial init`: from files of rows to a definition that runs. */
export const init: Command = {
  name: 'init',
  arguments: '<name> --from <file or folder> --target <column>',
  summary: 'looks at files of rows and writes a definition for a model that learns from them',
  options: {
    from: {
      type: 'string',
      help: 'a file (CSV, JSON Lines, Parquet), or a folder of files of the same columns',
      value: 'path',
    },
    target: { type: 'string', help: 'the column to predict', value: 'column' },
    task: {
      type: 'string',
      help: 'regression, binary or multiclass (what the values suggest)',
      value: 'task',
    },
    time: { type: 'string', help: 'the column that says when a row happened', value: 'column' },
    columns: {
      type: 'string',
      help: 'names of the columns of files without a header, separated by commas',
      value: 'names',
    },
    encoding: {
      type: 'string',
      help: 'how the text is written: utf-8, latin-1 (Windows-1252 too) or utf-16 (utf-8)',
      value: 'name',
    },
    pipelines: {
      type: 'string',
      help: "folder of the app's definitions (pipelines)",
      value: 'folder',
    },
    force: { type: 'boolean', help: 'overwrite a definition that is there' },
    json: { type: 'boolean', help: 'print the definition and what was found as JSON' },
  },
  examples: [
    'perennial init leavers --from customers.csv --target churned',
    'perennial init fares --from trips/ --target total_amount --time pickup_datetime',
    'perennial init loads --from meters.parquet --target load',
    'perennial init income --from adult.data --target income --columns age,workclass,income',
  ],
  run: async (invocation) => {
    const name = invocation.positionals[0] ?? missing('the model');
    const { files, leftAside } = sourceFilesOf(invocation.text('from') ?? missing('--from'));
    const target = invocation.text('target') ?? missing('--target');
    const folder = join(invocation.text('pipelines') ?? join(PACKAGE_ROOT, 'pipelines'), name);
    const program = join(folder, 'pipeline.ts');
    if (existsSync(program) && !invocation.flag('force')) {
      throw new CliError(
        'FileThere',
        `there is '${program}' already`,
        'perennial init --force overwrites it',
      );
    }
    const wish = {
      name,
      target,
      task: taskOf(invocation),
      time: invocation.text('time'),
      encoding: encodingOf(invocation),
      now: Date.now() / 1000,
    };
    const found = await lookAt(files, wish, invocation);
    readDefinition(found.proposal.definition);
    write(folder, found.proposal, files);
    tell(invocation, { ...found, files, leftAside, folder });
    return 0;
  },
};

function missing(what: string): never {
  throw new CliError('Usage', `name ${what}`, 'perennial init --help');
}

function taskOf(invocation: Invocation): Task | undefined {
  return oneOf(invocation, 'task', Task.options);
}

function encodingOf(invocation: Invocation): TextEncoding | undefined {
  return oneOf(invocation, 'encoding', ['utf-8', 'latin-1', 'utf-16']);
}

function oneOf<T extends string>(
  invocation: Invocation,
  option: string,
  known: readonly T[],
): T | undefined {
  const text = invocation.text(option);
  const found = known.find((one) => one === text);
  if (text === undefined || found !== undefined) return found;
  throw new CliError(
    'Usage',
    `--${option} is one of ${known.join(', ')}, got '${text}'`,
    'perennial init --help',
  );
}

function write(folder: string, proposal: Proposal, files: readonly string[]): void {
  const index = join(folder, '..', 'index.ts');
  const registered = existsSync(index)
    ? withPipeline(readFileSync(index, 'utf8'), proposal.definition.name)
    : null;
  if (registered === null) {
    throw new CliError(
      'NoFile',
      `'${index}' has no line 'export const pipelines = [...] as const;'`,
      'perennial init --pipelines <folder>',
    );
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pipeline.ts'), pipelineText(proposal));
  writeFileSync(
    join(folder, 'README.md'),
    readmeText(
      proposal,
      files.map((file) => basename(file)),
    ),
  );
  writeFileSync(index, registered);
}

interface Told extends Found {
  readonly files: readonly string[];
  /** Names of files that were not looked at. */
  readonly leftAside: readonly string[];
  readonly folder: string;
}

function tell(invocation: Invocation, told: Told): void {
  const { survey, proposal, files, leftAside, folder } = told;
  const { definition, why, columns, refused } = proposal;
  if (invocation.flag('json')) {
    const found = columns.map(({ draft, facts }) => ({
      name: facts.name,
      role: draft.role,
      type: draft.column.type,
      distinct: facts.distinct,
      empty: facts.empty,
      notes: draft.notes,
    }));
    const text = JSON.stringify(
      {
        definition,
        folder,
        rows: survey.rows,
        refused,
        nested: survey.nested,
        leftAside,
        why,
        columns: found,
      },
      null,
      2,
    );
    process.stdout.write(`${text}\n`);
    return;
  }
  const { name } = definition;
  const [file = ''] = files.map(shellWord);
  const blocks = [
    `${count(survey.rows)} rows of ${survey.names.length} columns${survey.hasHeader ? '' : ', without a header'}`,
    proposalTable(proposal),
    survey.nested.length > 0 &&
      `left out, for they are objects or lists: ${survey.nested.join(', ')}`,
    refused > 0 && refusedText(survey, refused),
    leftAside.length > 0 && `not looked at, by their names: ${leftAside.join(', ')}`,
    `${why}\nwritten: ${join(folder, 'pipeline.ts')}, README.md, and a line in index.ts`,
    next(
      `read ${join(folder, 'pipeline.ts')}`,
      'perennial up',
      `perennial check ${file} --model ${name}`,
      `perennial upload ${name} ${files.slice(0, 3).map(shellWord).join(' ')}${files.length > 3 ? ' …' : ''}`,
    ),
  ];
  process.stdout.write(`${blocks.filter((block) => typeof block === 'string').join('\n\n')}\n`);
}

/** How many rows the door will refuse, and why. */
function refusedText({ rows, oddRows, oddWidth, names }: Found['survey'], refused: number): string {
  const odd =
    oddWidth === undefined
      ? 'cannot be read'
      : `cannot be read or have another number of fields, such as ${oddWidth} instead of ${names.length}`;
  const why = oddRows === 0 ? '' : ` (${count(oddRows)} ${odd})`;
  return `of ${some(rows, 'row')} the door will refuse ${count(refused)}${why}; perennial check shows them`;
}

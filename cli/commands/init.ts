import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readDefinition } from '../../domain/definition/define-model.ts';
import { Task } from '../../domain/definition/model-definition.ts';
import { DomainError } from '../../domain/errors.ts';
import { pipelineText } from '../../domain/proposal/pipeline-text.ts';
import { propose } from '../../domain/proposal/propose.ts';
import type { Proposal, Wish } from '../../domain/proposal/propose.ts';
import { readmeText } from '../../domain/proposal/readme-text.ts';
import { withPipeline } from '../../domain/proposal/registration.ts';
import { surveyFile } from '../../domain/proposal/survey-file.ts';
import { Surveyor } from '../../domain/proposal/surveyor.ts';
import type { Survey } from '../../domain/proposal/surveyor.ts';
import type { TextEncoding } from '../../domain/tabular/transcode.ts';
import type { Command, Invocation } from '../command.ts';
import { CliError } from '../errors.ts';
import { sentFile } from '../file-bytes.ts';
import { PACKAGE_ROOT } from '../local-cloud.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { proposalTable } from '../terminal/proposal-table.ts';
import { count, next } from '../terminal/words.ts';

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
    const files = filesOf(invocation.text('from') ?? missing('--from'));
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
    const { survey, proposal } = await suitably(async () => {
      const found = await look(files, wish, namesOf(invocation));
      return { survey: found, proposal: propose(found, wish) };
    });
    readDefinition(proposal.definition);
    write(folder, proposal, files);
    tell(invocation, { survey, proposal, files, folder });
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

function namesOf(invocation: Invocation): readonly string[] | undefined {
  return invocation
    .text('columns')
    ?.split(',')
    .map((name) => name.trim());
}

/** The files of a folder, or the one file. */
function filesOf(path: string): readonly string[] {
  if (!existsSync(path))
    throw new CliError('NoFile', `there is no '${path}'`, 'perennial init --help');
  if (statSync(path).isFile()) return [path];
  const files = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(path, entry.name));
  if (files.length === 0)
    throw new CliError('NoFile', `there is no file in '${path}'`, 'perennial init --help');
  return files.sort();
}

async function look(
  files: readonly string[],
  { target, encoding }: Wish,
  names?: readonly string[],
): Promise<Survey> {
  const surveyor = new Surveyor(names, target);
  const progress = new ProgressLine(process.stderr);
  for (const file of files) {
    const onBytes = (bytes: number): void =>
      progress.update(`looking at ${file}: ${Math.floor(bytes / 1e6)} MB`);
    await surveyFile(sentFile(file), surveyor, { encoding, onBytes });
  }
  progress.clear();
  return surveyor.survey();
}

/** What is wrong with data is told as such. */
async function suitably<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const isOtherText = cause.code === 'NotUtf8';
    throw new CliError(
      'Unsuitable',
      cause.message,
      isOtherText ? 'perennial init --encoding latin-1 (or utf-16)' : 'perennial init --help',
      { cause },
    );
  }
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

interface Told {
  readonly survey: Survey;
  readonly proposal: Proposal;
  readonly files: readonly string[];
  readonly folder: string;
}

function tell(invocation: Invocation, { survey, proposal, files, folder }: Told): void {
  const { definition, why, columns } = proposal;
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
      { definition, folder, rows: survey.rows, nested: survey.nested, why, columns: found },
      null,
      2,
    );
    process.stdout.write(`${text}\n`);
    return;
  }
  const { name } = definition;
  const file = files[0]!;
  const blocks = [
    `${count(survey.rows)} rows of ${survey.names.length} columns${survey.hasHeader ? '' : ', without a header'}`,
    proposalTable(proposal),
    survey.nested.length > 0 &&
      `left out, for they are objects or lists: ${survey.nested.join(', ')}`,
    `${why}\nwritten: ${join(folder, 'pipeline.ts')}, README.md, and a line in index.ts`,
    next(
      `read ${join(folder, 'pipeline.ts')}`,
      'perennial up',
      `perennial check ${file} --model ${name}`,
      `perennial upload ${name} ${file}`,
    ),
  ];
  process.stdout.write(`${blocks.filter((block) => typeof block === 'string').join('\n\n')}\n`);
}

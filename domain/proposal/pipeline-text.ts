import { comment, literal } from './typescript-text.ts';
import type { ModelDefinitionInput } from '../definition/model-definition.ts';
import type { Proposal } from './propose.ts';
import type { ColumnDraft } from './draft.ts';

/** The name of the constant that holds the definition of a model. */
export function constantOf(model: string): string {
  const name = model.replaceAll(/-([a-z\d])/g, (_match, letter: string) => letter.toUpperCase());
  return RESERVED.has(name) ? `${name}Model` : name;
}

/** Words that no constant may be named. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static ' +
    'super switch this throw true try typeof var void while with yield pipelines'
  ).split(' '),
);

/** The text of `pipeline.ts`. */
export function pipelineText({ definition, columns, why }: Proposal): string {
  const { contract, ...rest } = definition;
  const parts = Object.entries(rest).filter(([, value]) => value !== undefined);
  const at = parts.findIndex(([name]) => name === 'features');
  return [
    "import { defineModel } from '../../domain/definition/index.ts';",
    '',
    '/**',
    ` * ${sentence(definition, why)}`,
    ' *',
    ' * Proposed from data by `perennial init`: a draft to read, to correct and to keep.',
    ' */',
    `export const ${constantOf(definition.name)} = defineModel({`,
    ...parts.slice(0, at).map(member),
    contractText(
      contract,
      columns.map(({ draft }) => draft),
    ),
    ...parts.slice(at).map(member),
    '});',
    '',
  ].join('\n');
}

function sentence({ target }: ModelDefinitionInput, why: string): string {
  const name = 'column' in target ? target.column : target.difference.join(' - ');
  return `Predicts \`${name}\`. It is ${why}.`.replaceAll('*/', '* /');
}

function member([name, value]: readonly [string, unknown]): string {
  return `  ${name}: ${literal(value, 2, name.length + 3)},`;
}

function contractText(
  { columns: _columns, ...others }: ModelDefinitionInput['contract'],
  drafts: readonly ColumnDraft[],
): string {
  const kept = drafts.filter(({ role }) => role !== 'left-out');
  const left = drafts.filter(({ role }) => role === 'left-out');
  const before = Object.entries(others).filter(
    ([name]) => name === 'timeColumn' || name === 'header',
  );
  const after = Object.entries(others).filter(
    ([name]) => name !== 'timeColumn' && name !== 'header',
  );
  const inner = ([name, value]: readonly [string, unknown]): string =>
    `    ${name}: ${literal(value, 4, name.length + 3)},`;
  return [
    '  contract: {',
    ...before.map(inner),
    '    columns: [',
    ...kept.flatMap(({ column, notes }) => [
      ...notes.map((note) => comment(note, 6)),
      `      ${literal(column, 6)},`,
    ]),
    ...(left.length === 0 ? [] : [comment(leftText(left), 6)]),
    '    ],',
    ...after.map(inner),
    '  },',
  ].join('\n');
}

function leftText(left: readonly ColumnDraft[]): string {
  const said = left.map(({ column, notes }) => `'${column.name}' (${notes.at(-1) ?? ''})`);
  return `Left out: ${said.join(', ')}.`;
}

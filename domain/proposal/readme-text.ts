import type { Proposal } from './propose.ts';

/** The text of a proposed model's README. */
export function readmeText(
  { definition, columns, rows, why }: Proposal,
  files: readonly string[],
): string {
  const { name, features, gates = [], training } = definition;
  const of = (role: string): readonly string[] =>
    columns
      .filter(({ draft }) => draft.role === role)
      .map(({ draft }) => `\`${draft.column.name}\``);
  const guarded = columns.filter(
    ({ draft }) => draft.role === 'feature' && draft.column.personal === true,
  );
  const metric = gates[0]?.metric ?? 'error';
  return [
    `# ${name}`,
    '',
    `It is ${why}. Proposed by \`perennial init\` from ${rows} rows of ${files.map((file) => `\`${file}\``).join(', ')}.`,
    '',
    '## To decide',
    '',
    '* Whom to ask: write `owners`.',
    '* Ranges have twice the head-room of what was seen; sets list what was seen often. Whatever is outside is refused.',
    ...listed('* Never learned from, see the comments in `pipeline.ts`', of('never')),
    ...listed('* Left out of the contract', of('left-out')),
    ...(guarded.length === 0
      ? []
      : [
          `* ${guarded.map(({ draft }) => `\`${draft.column.name}\``).join(', ')}: if the model must not serve one group worse than another, add`,
          `  \`{ kind: 'fairness', metric: '${metric}', by: '${guarded[0]!.draft.column.name}', maxRatio: 1.5 }\` to \`gates\`.`,
        ]),
    '',
    '## Settings',
    '',
    `${features.length} features. The first ${training?.minimumRows ?? 0} accepted rows train it; what the settings follow from is how many rows`,
    'there are, not what they mean: watch the first versions, then choose gates and monitors that fit.',
    '',
  ].join('\n');
}

function listed(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`];
}

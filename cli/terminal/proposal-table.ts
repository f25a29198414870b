import type { ColumnDraft } from '../../domain/proposal/draft.ts';
import type { Proposal, ProposedColumn } from '../../domain/proposal/propose.ts';
import { table } from './table.ts';
import { count, cut, onScreen } from './words.ts';

/** What becomes of a column, in a word. */
const ROLES: Readonly<Record<ColumnDraft['role'], string>> = {
  target: 'TARGET',
  feature: 'feature',
  time: 'time',
  never: 'never a feature',
  'left-out': 'left out',
};

/** The columns of files that were looked at, and what is proposed for each. */
export function proposalTable({ columns, rows }: Proposal): string {
  const titles = [
    { title: 'column' },
    { title: 'type' },
    { title: 'values', align: 'right' as const },
    { title: 'missing', align: 'right' as const },
    { title: 'rule' },
    { title: 'becomes' },
    { title: 'because' },
  ];
  return table(
    titles,
    columns.map((column) => rowOf(column, rows)),
  );
}

function rowOf({ draft, facts }: ProposedColumn, rows: number): string[] {
  const { column, role, notes } = draft;
  const marked = (column.missing ?? []).reduce(
    (sum, text) => sum + (facts.markers.get(text) ?? 0),
    0,
  );
  const share = (facts.empty + marked) / rows;
  return [
    cut(facts.name === '' ? '(no name)' : facts.name, 30),
    column.type,
    count(facts.distinct),
    share === 0 ? '' : `${(share * 100).toFixed(1)} %`,
    role === 'left-out' ? '' : cut(ruleOf(column), 32),
    ROLES[role],
    onScreen(notes.join(' '), 60),
  ];
}

function ruleOf({ range, set, missing }: ColumnDraft['column']): string {
  return [
    range && `${range.min ?? ''} to ${range.max ?? ''}`.trim(),
    set && `${set.length} of ${set.join(', ')}`,
    missing && `missing: ${missing.join(' ')}`,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

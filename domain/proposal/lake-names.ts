import { lakeName, takenInLake } from '../parquet/lake-columns.ts';
import { CannotPropose } from './cannot-propose.ts';
import { leftOut } from './draft.ts';
import type { ColumnDraft } from './draft.ts';

/**
 * Leaves out columns whose names are taken in a table of the lake, which knows no capitals: of `Age` and
 * `age` the first one stays, or the target.
 *
 * @throws DomainError `NothingToPropose` where the target's own name is taken
 */
export function withLakeNames(drafts: readonly ColumnDraft[]): readonly ColumnDraft[] {
  const kept = drafts.filter(({ role }) => role !== 'left-out');
  const isTarget = ({ role }: ColumnDraft): boolean => role === 'target';
  const ordered = [...kept.filter(isTarget), ...kept.filter((draft) => !isTarget(draft))];
  const taken = takenInLake(ordered.map(({ column }) => column.name));
  return drafts.map((draft) => {
    const { name } = draft.column;
    if (draft.role === 'left-out' || !taken.includes(name)) return draft;
    const said = `in a table of the lake, which knows no capitals, '${lakeName(name)}' is there already`;
    if (isTarget(draft)) throw new CannotPropose(`give '${name}' another name: ${said}`);
    return leftOut(draft, `${said}: give it another name to learn from it`);
  });
}

import { judgeOf } from '../contract/value-judge.ts';
import { Column } from '../definition/data-contract.ts';
import type { ColumnDraft } from './draft.ts';
import type { Survey } from './surveyor.ts';

/** Canonical texts of the sampled rows by the name of their column; empty where missing or refused. */
export type SampleColumns = ReadonlyMap<string, readonly string[]>;

/** The sample as the columns of the drafts see it. */
export function sampleColumns(survey: Survey, drafts: readonly ColumnDraft[]): SampleColumns {
  const kept = drafts.filter(({ role }) => role !== 'left-out');
  return new Map(
    kept.map(({ column }) => {
      const at = survey.names.indexOf(column.name);
      const judge = judgeOf(Column.parse({ ...column, nullable: true }));
      const texts = survey.sample.map((row) => {
        const judged = judge(row[at] ?? '');
        return typeof judged === 'string' ? judged : '';
      });
      return [column.name, texts] as const;
    }),
  );
}

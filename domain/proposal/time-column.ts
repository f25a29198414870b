import { parseTime } from '../contract/time-text.ts';
import { CannotPropose } from './cannot-propose.ts';
import { isTime, never } from './draft.ts';
import type { RowRule } from '../definition/data-contract.ts';
import type { ColumnDraft } from './draft.ts';
import type { SampleColumns } from './sample-columns.ts';

/** The drafts with the column that orders the rows, and what always holds between it and other times. */
export interface Ordered {
  readonly drafts: readonly ColumnDraft[];
  /** @default - none: rows have no time */
  readonly timeColumn?: string;
  readonly rules: readonly Pick<RowRule, 'left' | 'is' | 'right'>[];
}

/** The share of times that may be to come. */
const LATER = 0.01;

/**
 * Finds the time at which a row happened: of the times that are never missing, the earliest of a row.
 * Later ones are known only afterwards.
 *
 * @param wish the column that was asked for, and what time it is
 * @throws DomainError `NothingToPropose` where that is none
 */
export function orderByTime(
  drafts: readonly ColumnDraft[],
  sample: SampleColumns,
  { time: wanted, now = Infinity }: { readonly time?: string; readonly now?: number } = {},
): Ordered {
  const times = drafts.filter(({ column, role }) => role === 'feature' && isTime(column));
  const candidates = times
    .filter(({ column }) => column.nullable !== true && hasHappened(column.name, sample, now))
    .map(({ column }) => column.name);
  if (wanted !== undefined && !candidates.includes(wanted)) {
    const there = candidates.join(', ') || 'none';
    const said = drafts.find(({ column }) => column.name === wanted)?.notes.join(' ') ?? '';
    throw new CannotPropose(
      `'${wanted}' is no time that every row has and that has gone by${said && ` (${said})`}; there are: ${there}`,
      candidates.length === 0 ? 'files' : 'time',
    );
  }
  const timeColumn = wanted ?? earliest(candidates, sample);
  if (timeColumn === undefined)
    return { drafts: drafts.map((draft) => placed(draft, undefined, false)), rules: [] };
  const later = times
    .filter(
      ({ column }) => column.name !== timeColumn && isNeverBefore(column.name, timeColumn, sample),
    )
    .map(({ column }) => column.name);
  return {
    drafts: drafts.map((draft) => placed(draft, timeColumn, later.includes(draft.column.name))),
    timeColumn,
    rules: later.map((left) => ({ left, is: '>=' as const, right: timeColumn })),
  };
}

function placed(draft: ColumnDraft, timeColumn: string | undefined, isLater: boolean): ColumnDraft {
  const { name } = draft.column;
  if (draft.role !== 'feature' || !isTime(draft.column)) return draft;
  if (name === timeColumn) return { ...draft, role: 'time' };
  return isLater
    ? never(draft, `Known only afterwards: never before '${timeColumn}'.`)
    : never(
        draft,
        'A time that does not order the rows: derive a number from it to learn from it.',
      );
}

function earliest(names: readonly string[], sample: SampleColumns): string | undefined {
  const mean = (name: string): number => {
    const times = timesOf(name, sample).filter((time) => !Number.isNaN(time));
    return times.reduce((sum, time) => sum + time / times.length, 0);
  };
  return [...names].sort((a, b) => mean(a) - mean(b))[0];
}

/** Whether hardly any of the times is to come: the door refuses rows that have not happened yet. */
function hasHappened(name: string, sample: SampleColumns, now: number): boolean {
  const times = timesOf(name, sample).filter((time) => !Number.isNaN(time));
  return times.filter((time) => time > now).length <= LATER * times.length;
}

function isNeverBefore(name: string, other: string, sample: SampleColumns): boolean {
  const others = timesOf(other, sample);
  const pairs = timesOf(name, sample)
    .map((time, row) => time - others[row]!)
    .filter((gap) => !Number.isNaN(gap));
  return pairs.length > 0 && pairs.every((gap) => gap >= 0) && pairs.some((gap) => gap > 0);
}

function timesOf(name: string, sample: SampleColumns): readonly number[] {
  return (sample.get(name) ?? []).map((text) => (text === '' ? NaN : parseTime(text)));
}

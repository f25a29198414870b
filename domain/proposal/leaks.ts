import { loanOf } from './annuity.ts';
import { explained } from './explained.ts';
import { isNumeric, never, withNote } from './draft.ts';
import { isBandOf, isCoarser } from './follows-target.ts';
import { formulaOf } from './formulas.ts';
import { isAnswer } from './other-answers.ts';
import { toldByGaps } from './telling-gaps.ts';
import { hasWord } from './words.ts';
import type { ColumnDraft } from './draft.ts';
import type { NumberColumn } from './formulas.ts';
import type { SampleColumns } from './sample-columns.ts';

/** The target of the sampled rows. */
export interface SampledTarget {
  readonly name: string;
  /** Numbers, or numbers of classes. */
  readonly labels: readonly number[];
  /** How many classes there are; 0 for numbers. */
  readonly classes: number;
  /** Texts of the classes; none of numbers. */
  readonly texts: readonly string[];
}

/** What a column explains alone, from which on it is thought to give the answer away. */
const TOO_MUCH = 0.98;

/** What a column explains alone, from which on it is worth a question. */
const MUCH = 0.9;

/** Rows on which a sum is tried. */
const TRIED = 200;

/** Words for what is known only when all is over. */
const AFTERWARDS = [
  'outcome',
  'result',
  'results',
  'final',
  'actual',
  'afterwards',
  'completed',
  'closed',
  'resolved',
  'returned',
  'refunded',
  'delivered',
  'dropoff',
  'cancelled',
  'canceled',
  'cancellation',
  'survived',
  'deceased',
  'died',
  'recovery',
  'recoveries',
  'recovered',
  'chargeoff',
  'writeoff',
  'settlement',
];

/** Words for what was before, whatever it is that came out of it then. */
const BEFOREHAND = ['previous', 'prev', 'prior', 'past', 'former', 'historical', 'history'];

/** Words for what grows until all is over: whether it is known in time, only people know. */
const MEANWHILE = ['paid', 'repaid', 'outstanding', 'remaining', 'overdue', 'arrears', 'collected'];

/** Keeps out what gives the answer away: what explains it alone, what it is made of, what comes after it. */
export function withoutLeaks(
  drafts: readonly ColumnDraft[],
  sample: SampleColumns,
  target: SampledTarget,
): readonly ColumnDraft[] {
  const parts = partsOf(drafts, sample, target);
  return drafts.map((draft) => {
    const { column, role } = draft;
    if (role !== 'feature') return draft;
    if (parts.has(column.name)) return never(draft, `A leak: ${parts.get(column.name)!}.`);
    const values = sample.get(column.name) ?? [];
    const isCounted = column.type !== 'category' && column.type !== 'string';
    const share = explained({
      ...target,
      values: isCounted ? numbersOf(column.type, values) : values,
      isNumeric: isCounted,
    });
    if (share >= TOO_MUCH) {
      return never(
        draft,
        `A leak, it seems: it explains ${Math.floor(share * 100)} % of '${target.name}' alone.`,
      );
    }
    const gaps = toldByGaps(values, target);
    if (gaps?.isSure === true) return never(draft, `A leak, it seems: ${gaps.text}.`);
    if (isBandOf(values, target)) {
      return never(draft, `A leak, it seems: '${target.name}' alone tells it, by bands.`);
    }
    if (isAnswer(column.name, target)) {
      return never(draft, "By its name it is another model's answer.");
    }
    if (hasWord(column.name, AFTERWARDS) && !hasWord(column.name, BEFOREHAND)) {
      return never(draft, 'By its name it is known only afterwards.');
    }
    return asked(draft, { share, gaps: gaps?.text, isCoarser: isCoarser(values, target) }, target);
  });
}

/** What makes one ask. */
interface Suspicion {
  /** How much of the target it explains alone. */
  readonly share: number;
  /** What its gaps tell. @default - nothing */
  readonly gaps?: string | undefined;
  /** Does each class have one value? */
  readonly isCoarser: boolean;
}

/** The draft with a question, where only people can tell. */
function asked(
  draft: ColumnDraft,
  { share, gaps, isCoarser }: Suspicion,
  target: SampledTarget,
): ColumnDraft {
  const ask = (what: string): ColumnDraft => withNote(draft, `${what}: is it known beforehand?`);
  if (share >= MUCH)
    return ask(`It explains ${Math.floor(share * 100)} % of '${target.name}' alone`);
  if (gaps !== undefined) return ask(`${gaps[0]!.toUpperCase()}${gaps.slice(1)}`);
  if (isCoarser) return ask(`Each class of '${target.name}' has one value of it`);
  const { name } = draft.column;
  const isAsked = hasWord(name, MEANWHILE) && !hasWord(name, BEFOREHAND);
  return isAsked
    ? withNote(draft, 'By its name it may grow with time: is it known beforehand?')
    : draft;
}

function numbersOf(
  type: ColumnDraft['column']['type'],
  values: readonly string[],
): readonly string[] {
  if (type !== 'timestamp' && type !== 'date') return values;
  return values.map((text) =>
    text === '' ? '' : String(Date.parse(`${text.slice(0, 10)}T${text.slice(11) || '00:00:00'}Z`)),
  );
}

/** The numbers that the target is the sum or the difference of, each with how. */
function partsOf(
  drafts: readonly ColumnDraft[],
  sample: SampleColumns,
  { name, labels, classes }: SampledTarget,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (classes > 0) return found;
  const rows = labels.flatMap((label, row) => (Number.isNaN(label) ? [] : [row])).slice(0, TRIED);
  if (rows.length < TRIED / 10) return found;
  const numbers = drafts
    .filter(({ column, role }) => role === 'feature' && isNumeric(column))
    .map(({ column }) => ({
      name: column.name,
      values: rows.map((row) => numberOf(sample.get(column.name)?.[row])),
    }));
  const wanted = rows.map((row) => labels[row]!);
  for (const [at, a] of numbers.entries()) {
    if (isLinear(a.values, wanted))
      found.set(a.name, `'${name}' follows from it by one factor and one summand`);
    for (const b of numbers.slice(at + 1)) {
      const how = HOW.find(({ holds }) =>
        wanted.every((label, row) => isClose(label, holds(a.values[row]!, b.values[row]!))),
      );
      if (how === undefined) continue;
      const text = `'${name}' is ${how.text(a.name, b.name)}`;
      found.set(a.name, text).set(b.name, text);
    }
  }
  return found.size > 0 ? found : computed(drafts, sample, { name, labels });
}

/** The numbers that the target is computed from by formulas of more parts. */
function computed(
  drafts: readonly ColumnDraft[],
  sample: SampleColumns,
  { name, labels }: Pick<SampledTarget, 'name' | 'labels'>,
): ReadonlyMap<string, string> {
  const features = drafts.filter(({ role }) => role === 'feature');
  const columnsOf = (some: readonly ColumnDraft[]): readonly NumberColumn[] =>
    some.map(({ column }) => ({
      name: column.name,
      values: (sample.get(column.name) ?? []).map(leadingNumber),
    }));
  const numeric = features.filter(({ column }) => isNumeric(column));
  const formula =
    formulaOf(name, labels, columnsOf(numeric)) ??
    loanOf({ name, values: labels }, columnsOf(features));
  return new Map(formula?.names.map((part) => [part, formula.text]));
}

/** A number, also in front of its unit: `36 months`. */
function leadingNumber(text: string): number {
  return text === '' ? NaN : Number(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text)?.[0] ?? NaN);
}

const HOW = [
  { holds: (a: number, b: number) => a + b, text: (a: string, b: string) => `'${a}' + '${b}'` },
  { holds: (a: number, b: number) => a - b, text: (a: string, b: string) => `'${a}' - '${b}'` },
  { holds: (a: number, b: number) => b - a, text: (a: string, b: string) => `'${b}' - '${a}'` },
] as const;

/** Whether all points lie on one line, which is not level. */
function isLinear(xs: readonly number[], ys: readonly number[]): boolean {
  const [low, high] = [xs.indexOf(Math.min(...xs)), xs.indexOf(Math.max(...xs))];
  const slope = (ys[high]! - ys[low]!) / (xs[high]! - xs[low]!);
  if (!Number.isFinite(slope) || slope === 0) return false;
  return xs.every((x, at) => isClose(ys[at]!, ys[low]! + slope * (x - xs[low]!)));
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function numberOf(text: string | undefined): number {
  return text === undefined || text === '' ? NaN : Number(text);
}

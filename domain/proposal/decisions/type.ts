import { hasWord } from '../words.ts';
import { isMarker } from '../value-form.ts';
import { withColumn, withNote } from '../draft.ts';
import type { ColumnType } from '../../definition/data-contract.ts';
import type { ColumnFacts } from '../column-surveyor.ts';
import type { ColumnDecision, ColumnDraft } from '../draft.ts';
import type { Form } from '../value-form.ts';

/** Share of values that may be of another form: they are refused at the door. */
const ODD = 0.01;

/** Texts that come at most so often apart from each other are categories. */
const CATEGORIES = 1000;
const REPEATED = 0.5;

/** Names of whole numbers that stand for things. */
const CODES = ['id', 'code', 'zip', 'zipcode', 'postcode', 'postal', 'fips', 'sku'];

/** The narrowest type that nearly all values have. */
export const decideType: ColumnDecision = (draft, facts) => {
  const type = typeOf(facts);
  const odd = oddOf(facts, type);
  const typed = withColumn(draft, { type });
  const note = OTHER_WAYS.find(({ form }) => share(facts, form) > 0.5)?.note;
  if (note !== undefined) return withNote(typed, note);
  return odd.length === 0
    ? typed
    : withNote(
        typed,
        `Refused at the door: ${odd
          .slice(0, 3)
          .map((text) => `'${text}'`)
          .join(', ')}.`,
      );
};

/** Ways of writing that the contract does not read. */
const OTHER_WAYS: readonly { readonly form: Form; readonly note: string }[] = [
  {
    form: 'comma-number',
    note: 'Numbers with commas or marks between their digits, which the contract does not read: write a point only, to learn from them.',
  },
  {
    form: 'marked-number',
    note: 'Numbers with signs or units, it seems: write plain numbers, to learn from them as such.',
  },
  {
    form: 'other-date',
    note: 'Days in another form than yyyy-mm-dd, which the contract does not read as times.',
  },
];

function typeOf(facts: ColumnFacts): ColumnType {
  const most = (...forms: readonly Form[]): boolean => all(facts, forms) >= 1 - ODD;
  if (known(facts) === 0) return 'category';
  if (most('truth') || isZeroOrOne(facts)) return 'boolean';
  if (most('integer') && !facts.forms.has('number')) return isCode(facts) ? 'category' : 'integer';
  if (most('integer', 'number')) return 'number';
  if (most('date')) return 'date';
  if (most('date', 'timestamp')) return 'timestamp';
  const isFew =
    facts.distinct <= CATEGORIES && facts.distinct <= Math.max(20, REPEATED * known(facts));
  return isFew ? 'category' : 'string';
}

const NARROW: Readonly<Partial<Record<ColumnType, readonly Form[]>>> = {
  boolean: ['truth', 'integer', 'number'],
  integer: ['integer'],
  number: ['integer', 'number'],
  date: ['date'],
  timestamp: ['date', 'timestamp'],
};

/** Examples of values that the type does not take. */
function oddOf(facts: ColumnFacts, type: ColumnType): readonly string[] {
  const taken = NARROW[type];
  if (taken === undefined) return [];
  return [...facts.examples].flatMap(([form, texts]) => (taken.includes(form) ? [] : texts));
}

/** Rows that are refused because their value is of another form than the column's type. */
export function oddShare({ column }: ColumnDraft, facts: ColumnFacts): number {
  const taken = NARROW[column.type];
  if (taken === undefined) return 0;
  const good = taken.reduce((sum, form) => sum + (facts.forms.get(form) ?? 0), 0);
  return (known(facts) - good) / facts.rows;
}

function isZeroOrOne({ numbers, frequent, isComplete }: ColumnFacts): boolean {
  const texts = frequent.map(({ value }) => value).filter((text) => !isMarker(text, 'numbers'));
  const isTwo = numbers !== null && numbers.min === 0 && numbers.max === 1;
  return isTwo && isComplete && texts.every((text) => /^[01](\.0)?$/.test(text));
}

function isCode(facts: ColumnFacts): boolean {
  return (
    hasWord(facts.name, CODES) &&
    facts.distinct <= CATEGORIES &&
    facts.distinct <= REPEATED * known(facts)
  );
}

/** How many values are neither empty nor markers. */
export function known({ forms }: ColumnFacts): number {
  return [...forms.values()].reduce((sum, times) => sum + times, 0);
}

function all({ forms, ...facts }: ColumnFacts, which: readonly Form[]): number {
  return which.reduce((sum, form) => sum + (forms.get(form) ?? 0), 0) / known({ forms, ...facts });
}

function share(facts: ColumnFacts, form: Form): number {
  return all(facts, [form]);
}

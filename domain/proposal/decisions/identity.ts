import { hasWord } from '../words.ts';
import { isNumeric, never, withColumn } from '../draft.ts';
import type { ColumnFacts } from '../column-surveyor.ts';
import type { ColumnDecision } from '../draft.ts';

const IDS = [
  'id',
  'ids',
  'key',
  'uuid',
  'guid',
  'index',
  'identifier',
  'number',
  'no',
  'nr',
  'ref',
];
const FEWEST = 30;

/** Keeps names of things out of what is learned from: each stands for one row, or for one person. */
export const decideIdentity: ColumnDecision = (draft, facts) => {
  if (facts.rows < FEWEST || draft.role !== 'feature') return draft;
  const isNamed = hasWord(facts.name, IDS) || (facts.looks.get('uuid') ?? 0) > facts.rows / 2;
  const { column } = draft;
  if (facts.isUnique && (isNamed || isCounter(facts))) {
    const unique = withColumn(draft, { type: 'string', unique: true, range: undefined });
    return never(unique, 'An id: each row has one of its own.');
  }
  const repeats = facts.rows - facts.empty > facts.distinct;
  if (
    isNamed &&
    repeats &&
    facts.distinct > 100 &&
    facts.distinct > facts.rows / 20 &&
    !isMeasure(column, facts)
  ) {
    return never(
      withColumn(draft, { type: 'string', range: undefined }),
      'An id that comes again: perhaps of a person.',
    );
  }
  return draft;
};

/** Whether whole numbers simply count the rows. */
function isCounter({ numbers, forms, rows }: ColumnFacts): boolean {
  return (
    numbers !== null && forms.get('integer') === rows && numbers.max - numbers.min === rows - 1
  );
}

function isMeasure(column: Parameters<typeof isNumeric>[0], { forms }: ColumnFacts): boolean {
  return isNumeric(column) && (forms.get('number') ?? 0) > 0;
}

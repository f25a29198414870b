import { timestampText } from '../../contract/time-text.ts';
import { roundUp } from '../human-number.ts';
import { isNumeric, isTime, withColumn } from '../draft.ts';
import { hasWord } from '../words.ts';
import type { ColumnFacts, Ends } from '../column-surveyor.ts';
import type { ColumnDecision } from '../draft.ts';

/** Ranges that follow from what a name says, where everything seen lies inside. */
const KNOWN: readonly (Ends & { readonly words: readonly string[] })[] = [
  { words: ['hour', 'hr'], min: 0, max: 23 },
  { words: ['minute', 'second'], min: 0, max: 59 },
  { words: ['month', 'mnth', 'mon'], min: 1, max: 12 },
  { words: ['weekday', 'dow'], min: 0, max: 7 },
  { words: ['year', 'yr'], min: 1800, max: 2100 },
  { words: ['age'], min: 0, max: 130 },
  { words: ['latitude', 'lat'], min: -90, max: 90 },
  { words: ['longitude', 'lon', 'lng'], min: -180, max: 180 },
  { words: ['percent', 'percentage', 'pct', '%'], min: 0, max: 100 },
  {
    words: ['share', 'rate', 'ratio', 'probability', 'proba', 'proportion', 'fraction'],
    min: 0,
    max: 1,
  },
];

/** The range: twice as far from zero as what was seen, in numbers that a person would write. */
export const decideRange: ColumnDecision = (draft, { name, ...facts }) => {
  if (isTime(draft.column)) return withTimes(draft, facts);
  const { numbers } = facts;
  if (numbers === null || !isNumeric(draft.column)) return draft;
  const known = KNOWN.find(
    ({ words, min, max }) => hasWord(name, words) && min <= numbers.min && numbers.max <= max,
  );
  const range = known === undefined ? roomy(numbers) : { min: known.min, max: known.max };
  return isStorable(range) ? withColumn(draft, { range }) : draft;
};

/** The smallest number but zero that the registry, a table of DynamoDB, can hold, as a power of ten. */
const SMALLEST = 1e-130;

/** Whether a definition with such a range can be registered. */
function isStorable({ min, max }: Ends): boolean {
  return [min, max]
    .map(Math.abs)
    .every((end) => end === 0 || (end >= SMALLEST && end <= Number.MAX_SAFE_INTEGER));
}

function roomy({ min, max }: Ends): Ends {
  return { min: min >= 0 ? 0 : -roundUp(-2 * min), max: max <= 0 ? 0 : roundUp(2 * max) };
}

/** Times begin with the year of the first one; the door refuses those to come by itself. */
function withTimes(
  draft: Parameters<ColumnDecision>[0],
  { times }: Pick<ColumnFacts, 'times'>,
): ReturnType<ColumnDecision> {
  if (times === null) return draft;
  const first = `${timestampText(times.min).slice(0, 4)}-01-01`;
  return withColumn(draft, {
    range: { min: draft.column.type === 'date' ? first : `${first} 00:00:00` },
  });
}

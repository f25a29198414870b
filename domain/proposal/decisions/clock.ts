import { parseTime } from '../../contract/time-text.ts';
import { never } from '../draft.ts';
import { hasWord } from '../words.ts';
import type { ColumnFacts, Ends } from '../column-surveyor.ts';
import type { ColumnDecision } from '../draft.ts';

/** Words of the names of times. */
const TIMES =
  'time timestamp ts epoch unixtime datetime date day at created updated modified'.split(' ');

/** Seconds of the years 2000 to 2100. */
const CENTURY: Ends = { min: 946_684_800, max: 4_102_444_800 };

/** How whole numbers say when. */
const CLOCKS: readonly { readonly what: string; readonly fits: (facts: ColumnFacts) => boolean }[] =
  [
    { what: 'Seconds since 1970', fits: ({ numbers }) => isWithin(numbers, 1) },
    { what: 'Milliseconds since 1970', fits: ({ numbers }) => isWithin(numbers, 1000) },
    { what: 'Days without hyphens', fits: areDays },
  ];

/** Keeps the numbers of a clock out of what is learned from: they only tell old rows from new ones. */
export const decideClock: ColumnDecision = (draft, facts) => {
  if (draft.column.type !== 'integer' || !hasWord(facts.name, TIMES)) return draft;
  const clock = CLOCKS.find(({ fits }) => fits(facts));
  return clock === undefined
    ? draft
    : never(draft, `${clock.what}, it seems: write yyyy-mm-dd hh:mm:ss, to order the rows by it.`);
};

function isWithin(numbers: Ends | null, unit: number): boolean {
  return numbers !== null && numbers.min >= CENTURY.min * unit && numbers.max <= CENTURY.max * unit;
}

/** 20190131: all that are known are days that exist. */
function areDays({ numbers, examples }: ColumnFacts): boolean {
  const texts = [...(examples.get('integer') ?? []), ...(numbers === null ? [] : ends(numbers))];
  const days = texts.map((text) => text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'));
  return days.length > 0 && days.every((day) => day.includes('-') && !Number.isNaN(parseTime(day)));
}

function ends({ min, max }: Ends): readonly string[] {
  return [String(min), String(max)];
}

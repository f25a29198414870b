/** What a cron expression of AWS asks for: minutes, hours, day, month, weekday, year. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: ReadonlySet<number>;
  /** The days of a month, in order. */
  readonly days: (year: number, month: number) => readonly number[];
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
/** AWS's weekdays: 1 is Sunday. */
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const LAST_YEAR = 2199;

interface FieldRange {
  readonly first: number;
  readonly last: number;
  /** Names of the values, beginning with that of `first`. @default - none */
  readonly names?: readonly string[];
}

/**
 * Parses the six fields between the parentheses; undefined where they are none. Of day and weekday
 * one has to be `?`. Source: EventBridge user guide, cron expressions.
 */
export function parseCron(body: string): Cron | undefined {
  const fields = body.split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  const minutes = valuesOf(minute, { first: 0, last: 59 });
  const hours = valuesOf(hour, { first: 0, last: 23 });
  const months = valuesOf(month, { first: 1, last: 12, names: MONTHS });
  const years = valuesOf(year, { first: 1970, last: LAST_YEAR });
  const days = daysOf(day, weekday);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  return { minutes, hours, months, years: new Set(years), days };
}

/** Every moment asked for from a year and month on, in order: year, month, day, hour, minute. */
export function* moments(
  cron: Cron,
  from: { readonly year: number; readonly month: number; readonly day: number },
): Generator<readonly [number, number, number, number, number]> {
  for (let year = from.year; year <= LAST_YEAR; year++) {
    const months = cron.years.has(year) ? cron.months : [];
    const first = year === from.year ? from.month : 1;
    for (const month of months.filter((value) => value >= first)) {
      const begin = year === from.year && month === from.month ? from.day : 1;
      const days = cron.days(year, month).filter((day) => day >= begin);
      for (const day of days) yield* times(cron, [year, month, day]);
    }
  }
}

function* times(
  { hours, minutes }: Cron,
  [year, month, day]: readonly [number, number, number],
): Generator<readonly [number, number, number, number, number]> {
  for (const hour of hours) for (const minute of minutes) yield [year, month, day, hour, minute];
}

function valuesOf(field: string, range: FieldRange): readonly number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const values = partOf(part, range);
    if (!values) return undefined;
    for (const value of values) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

/** `*`, `a`, `a-b`, each also with `/step`. */
function partOf(part: string, range: FieldRange): readonly number[] | undefined {
  const [, from = '', to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
  if (from === '' || step === '0') return undefined;
  const first = from === '*' ? range.first : valueOf(from, range);
  const open = from === '*' || (to === undefined && step !== undefined);
  const last = to === undefined ? (open ? range.last : first) : valueOf(to, range);
  if (first === undefined || last === undefined || first > last || (from === '*' && to))
    return undefined;
  const by = Number(step ?? 1);
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, i) => first + i * by);
}

function valueOf(text: string, { first, last, names = [] }: FieldRange): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + first : /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= first && value <= last ? value : undefined;
}

function daysOf(day: string, weekday: string): Cron['days'] | undefined {
  if ((day === '?') === (weekday === '?')) return undefined;
  return day === '?' ? byWeekday(weekday) : byDay(day);
}

function byDay(field: string): Cron['days'] | undefined {
  if (field === 'L') return (year, month) => [lengthOf(year, month)];
  if (field === 'LW') return (year, month) => [nearestWeekday(year, month, lengthOf(year, month))];
  const [, near] = /^(\d+)W$/.exec(field) ?? [];
  if (near !== undefined) {
    const wanted = valueOf(near, { first: 1, last: 31 });
    if (wanted === undefined) return undefined;
    return (year, month) =>
      wanted <= lengthOf(year, month) ? [nearestWeekday(year, month, wanted)] : [];
  }
  const values = valuesOf(field, { first: 1, last: 31 });
  return values && ((year, month) => values.filter((value) => value <= lengthOf(year, month)));
}

const WEEK: FieldRange = { first: 1, last: 7, names: WEEKDAYS };

function byWeekday(field: string): Cron['days'] | undefined {
  const [, name = '', last, nth] = /^(\w+?)(?:(L)|#([1-5]))$/.exec(field) ?? [];
  const one = valueOf(name, WEEK);
  if (one !== undefined && last) return (year, month) => daysOn(year, month, [one]).slice(-1);
  if (one !== undefined && nth)
    return (year, month) => daysOn(year, month, [one]).slice(Number(nth) - 1, Number(nth));
  const values = field === 'L' ? [7] : valuesOf(field, WEEK);
  return values && ((year, month) => daysOn(year, month, values));
}

function daysOn(year: number, month: number, weekdays: readonly number[]): readonly number[] {
  return Array.from({ length: lengthOf(year, month) }, (_, index) => index + 1).filter((day) =>
    weekdays.includes(weekdayOf(year, month, day)),
  );
}

/** The weekday nearest to a day, within its month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const weekday = weekdayOf(year, month, day);
  if (weekday === 7) return day > 1 ? day - 1 : day + 2;
  if (weekday === 1) return day < lengthOf(year, month) ? day + 1 : day - 2;
  return day;
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function lengthOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

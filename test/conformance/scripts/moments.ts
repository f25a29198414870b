/** Moments of a script are relative to the one at which it was written down. */
import { isMembers } from './values.ts';

const WRITTEN = Date.parse('2026-11-20T17:01:27Z');
const DAY = 86_400_000;

/** The same steps with moments about the day of their writing moved to about `now`. */
export function movedTo(now: Date, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => movedTo(now, item));
  if (!isMembers(value)) return value;
  const moment = typeof value.$datetime === 'string' ? Date.parse(value.$datetime) : NaN;
  // Others are meant as they are, such as the first day of a year.
  if (Math.abs(moment - WRITTEN) <= 1.1 * DAY)
    return { $datetime: new Date(now.getTime() + moment - WRITTEN).toISOString() };
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, movedTo(now, item)]),
  );
}

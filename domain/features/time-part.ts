import { parseTime } from '../contract/time-text.ts';
import type { TimePart } from '../definition/features.ts';

const PARTS: Readonly<Record<TimePart, (time: Date) => number>> = {
  hour: (time) => time.getUTCHours(),
  minute: (time) => time.getUTCMinutes(),
  weekday: (time) => time.getUTCDay(),
  day: (time) => time.getUTCDate(),
  month: (time) => time.getUTCMonth() + 1,
  year: (time) => time.getUTCFullYear(),
  'day-of-year': (time) => Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000) + 1,
};

/** A part of a canonical timestamp or date, as text; empty for an empty one. */
export function timePart(part: TimePart, text: string): string {
  return text === '' ? '' : String(PARTS[part](new Date(parseTime(text) * 1000)));
}

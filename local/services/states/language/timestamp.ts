/**
 * ISO 8601 with seconds and an offset, as Wait and Choice take it: the T and the Z are upper case.
 */
const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Epoch milliseconds of a timestamp, or undefined of text that is none. */
export function parseTimestamp(text: string): number | undefined {
  const [, year, month, day, hour, minute, second = '0'] = FORM.exec(text) ?? [];
  if (year === undefined) return undefined;
  const valid =
    inRange(month, 1, 12) &&
    inRange(day, 1, daysOf(Number(year), Number(month))) &&
    inRange(hour, 0, 23) &&
    inRange(minute, 0, 59) &&
    inRange(second, 0, 59);
  const millis = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return valid && !Number.isNaN(millis) ? millis : undefined;
}

/** The form in which Step Functions writes moments: `2026-11-20T10:00:00.000Z`. */
export function formatTimestamp(epochMillis: number): string {
  return new Date(epochMillis).toISOString();
}

function inRange(digits: string | undefined, from: number, to: number): boolean {
  const value = Number(digits);
  return value >= from && value <= to;
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const GENERAL =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Seconds since 1970 of a date (`yyyy-mm-dd`) or timestamp (`yyyy-mm-dd hh:mm:ss` or ISO 8601; UTC unless
 * it says otherwise; fractions of seconds are dropped). NaN for anything else, and for days that do not
 * exist.
 */
export function parseTime(text: string): number {
  return isCanonical(text) ? parseCanonical(text) : parseGeneral(text);
}

/** Canonical text of a point in time: `yyyy-mm-dd hh:mm:ss`, UTC. */
export function timestampText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** True for text of the form `yyyy-mm-dd hh:mm:ss`; its numbers may still be out of range. */
export function isCanonical(text: string): boolean {
  if (text.length !== 19) return false;
  for (let index = 0; index < 19; index += 1) {
    const code = text.charCodeAt(index);
    const separator = SEPARATORS[index];
    const fits = separator === undefined ? code >= 48 && code <= 57 : code === separator;
    if (!fits) return false;
  }
  return true;
}

const SEPARATORS: readonly (number | undefined)[] = Array.from('dddd-dd-dd dd:dd:dd', (c) =>
  (c === 'd' ? undefined : c.charCodeAt(0)));

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) value = value * 10 + text.charCodeAt(index) - 48;
  return value;
}

function parseCanonical(text: string): number {
  const time = digits(text, 11, 13) * 3600 + digits(text, 14, 16) * 60 + digits(text, 17, 19);
  if (digits(text, 11, 13) > 23 || digits(text, 14, 16) > 59 || digits(text, 17, 19) > 59) return NaN;
  return secondsOfDay(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) + time;
}

function parseGeneral(text: string): number {
  const match = GENERAL.exec(text);
  if (match === null) return NaN;
  const part = (group: number): number => Number(match[group] ?? 0);
  if (part(4) > 23 || part(5) > 59 || part(6) > 59) return NaN;
  const time = part(4) * 3600 + part(5) * 60 + part(6);
  return secondsOfDay(part(1), part(2), part(3)) + time - offsetOf(match[7]);
}

/** Seconds since 1970 at the start of a day; NaN for one that does not exist. */
export function secondsOfDay(year: number, month: number, day: number): number {
  const leap = (year & 3) === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && leap ? 29 : DAYS_IN_MONTH[month - 1];
  if (length === undefined || day < 1 || day > length) return NaN;
  // Days from civil: years begin in March, so that the leap day is the last of them; and 400 years
  // earlier, so that no quotient is negative.
  const shifted = (month <= 2 ? year - 1 : year) + 400;
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  const leapDays = ((shifted / 4) | 0) - ((shifted / 100) | 0) + ((shifted / 400) | 0);
  return (shifted * 365 + leapDays + dayOfYear - 865_565) * 86_400;
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60);
}

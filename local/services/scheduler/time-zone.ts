const HOUR = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** True for a name of the time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    format(name);
    return true;
  } catch {
    return false;
  }
}

/** What clocks of a time zone show, as if it were UTC. */
export function localTime(epoch: number, timezone: string): number {
  if (timezone === 'UTC') return epoch;
  const parts = Object.fromEntries(
    format(timezone)
      .formatToParts(epoch)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * When clocks of a time zone show a time. A time that they show twice counts once, the first time;
 * one that they skip is undefined. Source: EventBridge Scheduler user guide, daylight savings time.
 */
export function epochOf(local: number, timezone: string): number | undefined {
  if (timezone === 'UTC') return local;
  const candidates = [-26, 26].map((hours) => {
    const near = local + hours * HOUR;
    return local - (localTime(near, timezone) - near);
  });
  return candidates
    .sort((a, b) => a - b)
    .find((candidate) => localTime(candidate, timezone) === local);
}

function format(timezone: string): Intl.DateTimeFormat {
  let known = formats.get(timezone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timezone, known);
  }
  return known;
}

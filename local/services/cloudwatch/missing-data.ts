/** One period of an alarm's evaluation range: breaching, not breaching, or no data. */
export type Period = 'breaching' | 'ok' | 'missing';

/** How missing periods are taken. */
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** States of an alarm; `RETAIN` leaves it as it is. */
export type Verdict = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'RETAIN';

/** What is evaluated. */
export interface Evaluation {
  /** The whole evaluation range, oldest first. */
  readonly periods: readonly Period[];
  /** N: periods that count. */
  readonly evaluationPeriods: number;
  /** M: breaching ones among them that are needed. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingData;
}

/**
 * The state that an alarm goes to. With at least N periods that have data, the newest N of those
 * decide; with fewer, missing periods are filled in, as few as are needed. Source: CloudWatch user
 * guide, configuring how CloudWatch alarms treat missing data.
 */
export function evaluatePeriods({
  periods,
  evaluationPeriods: n,
  datapointsToAlarm: m,
  treatMissingData,
}: Evaluation): Verdict {
  const known = periods.filter((period) => period !== 'missing');
  if (known.length === 0) return WITHOUT_DATA[treatMissingData];
  if (known.length >= n) return verdict(known.slice(-n), m);
  const gaps = n - known.length;
  const breaching = known.filter((period) => period === 'breaching').length;
  if (treatMissingData === 'breaching') return breaching + gaps >= m ? 'ALARM' : 'OK';
  if (treatMissingData === 'notBreaching' || breaching >= m) return verdict(known, m);
  if (breaching === 0) return 'OK';
  if (breaching < known.length) return 'OK';
  return onlyBreaching(periods, m, treatMissingData);
}

const WITHOUT_DATA: Readonly<Record<MissingData, Verdict>> = {
  missing: 'INSUFFICIENT_DATA',
  ignore: 'RETAIN',
  breaching: 'ALARM',
  notBreaching: 'OK',
};

function verdict(periods: readonly Period[], m: number): Verdict {
  return periods.filter((period) => period === 'breaching').length >= m ? 'ALARM' : 'OK';
}

/**
 * Too few data, all of them breaching: an alarm once the oldest of them is M periods old; before
 * that nothing new is known.
 */
function onlyBreaching(
  periods: readonly Period[],
  m: number,
  treatMissingData: MissingData,
): Verdict {
  if (treatMissingData === 'ignore') return 'RETAIN';
  const age = periods.length - periods.indexOf('breaching');
  return age >= m ? 'ALARM' : 'RETAIN';
}

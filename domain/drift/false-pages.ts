const HOURS_PER_YEAR = 8760;

/** What is promised about drift verdicts on a model whose inputs do not change. */
export interface FalsePagePromise {
  readonly falsePagesPerYear: number;
  /** Share of features that may be named wrongly; the stricter of both holds. */
  readonly falseDiscoveryRate: number;
  readonly everyHours: number;
}

/**
 * The chance of a false page that one check may take: what is promised per year, spread over the checks
 * of a year. Windows of checks that follow each other overlap, so false pages come in clusters, and there
 * are fewer of them than checks that are wrong.
 */
export function levelPerCheck({
  falsePagesPerYear,
  falseDiscoveryRate,
  everyHours,
}: FalsePagePromise): number {
  return Math.min((falsePagesPerYear * everyHours) / HOURS_PER_YEAR, falseDiscoveryRate);
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { asDimensions, LISTED_MILLIS } from '../metrics.ts';
import type { ApiMetric, MetricName } from '../metrics.ts';

/** Input of ListMetrics. */
export interface ListMetricsInput extends ApiMetric {
  readonly NextToken?: string;
  /** `PT3H`: only metrics with data of the last three hours. */
  readonly RecentlyActive?: string;
}

const PAGE = 500;
const RECENT_MILLIS = 3 * 3_600_000;

/** ListMetrics: five hundred a page, those that had data in the last two weeks. */
export const listMetrics = action(
  'ListMetrics',
  () => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
  (input: ListMetricsInput, { cloud }) => {
    const age = input.RecentlyActive === 'PT3H' ? RECENT_MILLIS : LISTED_MILLIS;
    const rows = cloud.db
      .all<MetricName>(
        `SELECT namespace, name, dimensions FROM cloudwatch_metrics
         WHERE (? IS NULL OR namespace = ?) AND (? IS NULL OR name = ?)
         GROUP BY namespace, name, dimensions HAVING max(time) >= ?
         ORDER BY namespace, name, dimensions`,
        input.Namespace ?? null,
        input.Namespace ?? null,
        input.MetricName ?? null,
        input.MetricName ?? null,
        cloud.world.now() - age,
      )
      .filter((row) => fits(row, input));
    const start = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
    const page = rows.slice(start, start + PAGE);
    const more = rows.length > start + PAGE;
    return {
      Metrics: page.map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: asDimensions(dimensions),
      })),
      NextToken: more ? Buffer.from(`from:${start + PAGE}`).toString('base64') : undefined,
    };
  },
);

function fits({ dimensions }: MetricName, { Dimensions = [] }: ListMetricsInput): boolean {
  const own = asDimensions(dimensions);
  return Dimensions.every(({ Name, Value }) =>
    own.some((each) => each.Name === Name && (Value === undefined || each.Value === Value)),
  );
}

function offsetOf(token: string): number {
  const offset = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (offset !== undefined) return Number(offset);
  throw new AwsError('InvalidNextToken', 'The service received an invalid NextToken.');
}

import { AwsError, NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { filledLabel, labelOf } from '../labels.ts';
import { checkQueries, QueryRun } from '../queries.ts';
import type { MetricDataQuery } from '../queries.ts';

/** Input of GetMetricData. */
export interface MetricDataInput {
  readonly StartTime: Date;
  readonly EndTime: Date;
  readonly ScanBy?: string;
  readonly MaxDatapoints?: number;
  readonly NextToken?: string;
  readonly MetricDataQueries: readonly MetricDataQuery[];
}

/** Source: API reference. */
const MAX_DATAPOINTS = 100_800;

/** GetMetricData: metrics and metric math, in pages of data points. */
export const getMetricData = action(
  'GetMetricData',
  () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
  (input: MetricDataInput, { cloud }) => {
    const { MetricDataQueries: queries } = input;
    const range = { from: input.StartTime.getTime(), to: input.EndTime.getTime() };
    if (range.from >= range.to)
      throw validationError('The parameter StartTime must be less than the parameter EndTime.');
    checkQueries(queries, 'MetricDataQueries');
    const foreign = queries.find(
      ({ AccountId = cloud.accountId }) => AccountId !== cloud.accountId,
    );
    if (foreign)
      throw new NotEmulated(`metrics of the account ${foreign.AccountId}`, 'there is one account');
    const run = new QueryRun(
      queries.map((query) => ({ ...query, Label: labelOf(query, queries) })),
      range,
      cloud,
    );
    const oldestFirst = input.ScanBy === 'TimestampAscending';
    const lines = queries
      .filter(({ ReturnData }) => ReturnData !== false)
      .flatMap((query) =>
        run
          .seriesOf({ ...query, Label: labelOf(query, queries) })
          .map(({ label, points }): Line => {
            const ordered = [...points].sort(([a], [b]) => (oldestFirst ? a - b : b - a));
            const values = [...points.values()];
            return { id: query.Id, label: filledLabel(label, values), points: ordered };
          }),
      );
    return { Messages: [], ...pageOf(lines, input) };
  },
);

interface Line {
  readonly id: string;
  readonly label: string;
  readonly points: readonly (readonly [number, number])[];
}

/** Cuts the lines, one after the other, to the data points of a page. */
function pageOf(lines: readonly Line[], { MaxDatapoints, NextToken }: MetricDataInput) {
  const begin = NextToken === undefined ? 0 : offsetOf(NextToken);
  const end = begin + (MaxDatapoints ?? MAX_DATAPOINTS);
  let at = 0;
  const MetricDataResults = lines.flatMap((line) => {
    const [from, to] = [Math.max(begin - at, 0), Math.min(end - at, line.points.length)];
    at += line.points.length;
    const isWhole = to === line.points.length;
    if (from > to || (from === to && !(isWhole && begin === 0))) return [];
    const points = line.points.slice(from, to);
    return [
      {
        Id: line.id,
        Label: line.label,
        StatusCode: isWhole ? 'Complete' : 'PartialData',
        Timestamps: points.map(([time]) => new Date(time)),
        Values: points.map(([, value]) => value),
      },
    ];
  });
  const next = at > end ? Buffer.from(`from:${end}`).toString('base64') : undefined;
  return { MetricDataResults, NextToken: next };
}

function offsetOf(token: string): number {
  const offset = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (offset !== undefined) return Number(offset);
  throw new AwsError('InvalidNextToken', 'The service received an invalid NextToken.');
}

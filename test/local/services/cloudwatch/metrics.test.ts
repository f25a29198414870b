import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { MetricDataQuery, MetricDatum } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let cloudwatch: CloudWatchClient;
const START = Date.parse('2020-01-01T00:00:00Z');
const minutes = (count: number) => new Date(START + count * 60_000);

beforeAll(async () => {
  cloud = await emptyCloud();
  cloudwatch = new CloudWatchClient(cloud.settings);
  await put('a', [1, 2, undefined, 4]);
  await put('b', [10, 0, 30, 40]);
});
afterAll(() => cloud.stop());

/** One value for each minute, from the first on. */
async function put(MetricName: string, values: readonly (number | undefined)[]) {
  const MetricData = values.flatMap((Value, index): MetricDatum[] =>
    Value === undefined ? [] : [{ MetricName, Value, Timestamp: minutes(index) }],
  );
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Math', MetricData }));
}

const metric = (Id: string, Stat = 'Sum'): MetricDataQuery => ({
  Id,
  ReturnData: false,
  MetricStat: { Metric: { Namespace: 'Math', MetricName: Id }, Period: 60, Stat },
});

/** Values of an expression over four minutes, oldest first, `-` where there is none. */
async function evaluate(Expression: string): Promise<string> {
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: minutes(0),
      EndTime: minutes(4),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [metric('a'), metric('b'), { Id: 'e', Expression }],
    }),
  );
  return MetricDataResults.map(({ Timestamps = [], Values = [] }) => {
    const found = new Map(Timestamps.map((time, index) => [time.getTime(), Values[index]]));
    return [0, 1, 2, 3].map((at) => found.get(minutes(at).getTime()) ?? '-').join(' ');
  }).join(' | ');
}

test.each([
  ['a + b', '11 2 - 44'],
  ['b / a', '10 0 - 10'],
  ['a / b', '0.1 - - 0.1'],
  ['-a ^ 2 * 3', '-3 -12 - -48'],
  ['2 ^ 3 ^ 2', '512 512 512 512'],
  ['SUM([a, b])', '11 2 30 44'],
  ['AVG(METRICS())', '5.5 1 30 22'],
  ['MAX([a, b]) - MIN([a, b])', '9 2 0 36'],
  ['STDDEV(b)', '15.811388300841896 15.811388300841896 15.811388300841896 15.811388300841896'],
  ['FILL(a, 0)', '1 2 0 4'],
  ['FILL(a, REPEAT)', '1 2 2 4'],
  ['FILL(a, LINEAR)', '1 2 3 4'],
  ['FILL(a, b)', '1 2 30 4'],
  ['IF(b > 20, b, 0)', '0 0 30 40'],
  ['IF(a == 2, 7)', '- 7 - -'],
  ['a >= 2 AND b >= 40', '0 0 - 1'],
  ['(a > 1) || (b > 5)', '1 1 - 1'],
  ['DIFF(a)', '- 1 - 2'],
  ['RATE(b) * 60', '- -10 30 10'],
  ['RUNNING_SUM(b)', '10 10 40 80'],
  ['PERIOD(a) + 0 * b', '60 60 60 60'],
  ['b * METRIC_COUNT(METRICS())', '20 0 60 80'],
  ['TIME_SERIES(5)', '5 5 5 5'],
  ['[a, b] * 2', '2 4 - 8 | 20 0 60 80'],
  ['METRICS("b")', '10 0 30 40'],
  ['SLICE(SORT(METRICS(), MAX, DESC), 0, 1)', '10 0 30 40'],
  ['MINUTE(b)', '0 1 2 3'],
  ['a - LAST(b)', '-39 -38 - -36'],
])('%s', async (expression, values) => {
  expect(await evaluate(expression)).toBe(values);
});

test.each([
  ['a +', "Error in expression 'e': Unexpected end."],
  ['a + c', "Error in expression 'e': 'c' is no id of a query."],
  ['e + 1', "Error in expression 'e': it depends on itself."],
  [
    "SEARCH('{Math} a', 'Sum', 60)",
    "Error in expression 'e': the function SEARCH is not supported.",
  ],
])('%s is refused', async (expression, message) => {
  await expect(evaluate(expression)).rejects.toThrow(message);
});

test('results come in pages of data points', async () => {
  const ask = (NextToken?: string) =>
    cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: minutes(0),
        EndTime: minutes(4),
        MaxDatapoints: 5,
        NextToken,
        MetricDataQueries: [metric('a'), metric('b')].map((query) => ({
          ...query,
          ReturnData: true,
        })),
      }),
    );
  const first = await ask();
  expect(
    first.MetricDataResults?.map(({ Id, StatusCode, Values }) => [Id, StatusCode, Values]),
  ).toEqual([
    ['a', 'Complete', [4, 2, 1]],
    ['b', 'PartialData', [40, 30]],
  ]);
  const second = await ask(first.NextToken);
  expect(second.MetricDataResults?.map(({ Id, Values }) => [Id, Values])).toEqual([['b', [0, 10]]]);
  expect(second.NextToken).toBeUndefined();
});

test('labels say what tells metrics of one name apart', async () => {
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: minutes(0),
      EndTime: minutes(4),
      MetricDataQueries: [
        { ...metric('a', 'Sum'), Id: 's', ReturnData: true },
        { ...metric('a', 'Maximum'), Id: 'm', ReturnData: true },
        { Id: 'e', Expression: 's', Label: 'to ${LAST} of ${DATAPOINT_COUNT}' },
      ],
    }),
  );
  expect(MetricDataResults?.map(({ Label }) => Label)).toEqual(['a Sum', 'a Maximum', 'to 4 of 3']);
});

const statistics = (MetricName: string, more: object) =>
  cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Math',
      MetricName,
      StartTime: minutes(0),
      EndTime: minutes(10),
      Period: 600,
      ...more,
    }),
  );

test('extended statistics look at the values between bounds', async () => {
  const Values = Array.from({ length: 100 }, (_, index) => index + 1);
  const Timestamp = minutes(0);
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: 'Math',
      MetricData: [{ MetricName: 'hundred', Values, Timestamp }],
    }),
  );
  const ExtendedStatistics = [
    ...['p90', 'tm90', 'tc90', 'ts50', 'IQM', 'PR(:25)', 'TM(10%:90%)', 'WM(50:60)'],
  ];
  const { Datapoints } = await statistics('hundred', { ExtendedStatistics });
  expect(Datapoints?.[0]?.ExtendedStatistics).toEqual({
    p90: 90,
    tm90: 45.5,
    tc90: 90,
    ts50: 1275,
    IQM: 50.5,
    'PR(:25)': 25,
    'TM(10%:90%)': 50.5,
    'WM(50:60)': 54.55,
  });
});

test('sets of statistics keep their bounds, units stay apart', async () => {
  const StatisticValues = { SampleCount: 10, Sum: 55, Minimum: 1, Maximum: 10 };
  const datum = { MetricName: 'sets', Timestamp: minutes(0) };
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: 'Math',
      MetricData: [
        { ...datum, StatisticValues, Unit: 'Seconds' },
        { ...datum, Value: 11, Unit: 'Seconds' },
        { ...datum, Value: 3, Unit: 'Count' },
      ],
    }),
  );
  const Statistics = ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'] as const;
  const { Datapoints = [] } = await statistics('sets', { Statistics: [...Statistics] });
  expect(
    Datapoints.map(({ Unit, Sum, Minimum, Average }) => [Unit, Sum, Minimum, Average]).sort(),
  ).toEqual([
    ['Count', 3, 3, 3],
    ['Seconds', 66, 1, 6],
  ]);
  const one = await statistics('sets', { Statistics: ['Maximum'], Unit: 'Count' });
  expect(one.Datapoints?.map(({ Maximum }) => Maximum)).toEqual([3]);
});

test.each([
  [
    { Value: 1, Values: [1] },
    'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
  ],
  [
    { Values: [1], Counts: [1, 2] },
    'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
  ],
  [
    { Value: 1, Timestamp: new Date(START - 20 * 86_400_000) },
    'The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks.',
  ],
])('a datum %o is refused', async (datum, message) => {
  const MetricData = [{ MetricName: 'refused', ...datum }];
  await expect(
    cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Math', MetricData })),
  ).rejects.toThrow(message);
});

test('a range of too many data points is refused', async () => {
  await expect(
    statistics('a', { Period: 1, Statistics: ['Sum'], EndTime: minutes(1440) }),
  ).rejects.toThrow(
    'You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  );
});

test('metrics are listed by their dimensions while they are young', async () => {
  const Dimensions = [{ Name: 'Model', Value: 'taxi' }];
  const MetricData = [{ MetricName: 'listed', Value: 1, Dimensions }];
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Listed', MetricData }));
  const list = (more: object) =>
    cloudwatch.send(new ListMetricsCommand({ Namespace: 'Listed', ...more }));
  expect((await list({ Dimensions: [{ Name: 'Model' }] })).Metrics).toEqual([
    { Namespace: 'Listed', MetricName: 'listed', Dimensions },
  ]);
  expect((await list({ Dimensions: [{ Name: 'Model', Value: 'bike' }] })).Metrics).toEqual([]);
  await cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + 4 * 3_600_000);
  expect((await list({ RecentlyActive: 'PT3H' })).Metrics).toEqual([]);
  expect((await list({})).Metrics).toHaveLength(1);
});

import type { Cloud } from '../../kernel/index.ts';
import { validationError } from './errors.ts';
import { evaluateMath } from './math/evaluate.ts';
import { constant, MathError } from './math/functions.ts';
import { MathSyntaxError, namesIn, parseMath } from './math/parse.ts';
import type { Expression } from './math/parse.ts';
import type { Series, TimeRange, Value } from './math/values.ts';
import { metricName } from './metrics.ts';
import type { ApiMetric } from './metrics.ts';
import { bucketsOf } from './series.ts';
import { findStatistic } from './statistics.ts';

/** A query of GetMetricData, and of an alarm on metric math. */
export interface MetricDataQuery {
  readonly Id: string;
  readonly Label?: string;
  readonly Expression?: string;
  readonly Period?: number;
  readonly ReturnData?: boolean;
  readonly AccountId?: string;
  readonly MetricStat?: {
    readonly Metric: ApiMetric;
    readonly Period: number;
    readonly Stat: string;
    readonly Unit?: string;
  };
}

/** Throws ValidationError for queries that CloudWatch does not take. */
export function checkQueries(queries: readonly MetricDataQuery[], parameter: string): void {
  const ids = new Set<string>();
  queries.forEach((query, index) => {
    const where = `${parameter}.member.${index + 1}`;
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(query.Id))
      throw validationError(
        `The value ${query.Id} for parameter ${where}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    if (ids.has(query.Id))
      throw validationError(`The values for parameter Id in ${parameter} are not unique.`);
    ids.add(query.Id);
    if ((query.Expression === undefined) === (query.MetricStat === undefined))
      throw validationError(
        `Exactly one of the parameters ${where}.Expression and ${where}.MetricStat must be specified.`,
      );
    checkStat(query, where);
  });
  for (const query of queries) checkNames(query, ids);
}

function checkStat({ MetricStat }: MetricDataQuery, where: string): void {
  if (!MetricStat) return;
  const { Stat, Period } = MetricStat;
  if (!findStatistic(Stat))
    throw validationError(
      `The value ${Stat} for parameter ${where}.MetricStat.Stat is not supported.`,
    );
  if (!isPeriod(Period))
    throw validationError(
      `The value ${Period} for parameter ${where}.MetricStat.Period is not supported.`,
    );
}

/** Periods that CloudWatch offers. */
export function isPeriod(period: number): boolean {
  return [1, 5, 10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
}

function checkNames(query: MetricDataQuery, ids: ReadonlySet<string>): void {
  const parsed = query.Expression === undefined ? undefined : parsedOf(query);
  for (const name of parsed ? namesIn(parsed) : [])
    if (/^[a-z]/.test(name) && !ids.has(name))
      throw inExpression(query, `'${name}' is no id of a query`);
}

/** Evaluates queries that belong together, each once. */
export class QueryRun {
  private readonly values = new Map<string, Value>();
  private readonly under = new Set<string>();
  private readonly byId: ReadonlyMap<string, MetricDataQuery>;

  constructor(
    private readonly queries: readonly MetricDataQuery[],
    private readonly range: TimeRange,
    private readonly cloud: Cloud,
  ) {
    this.byId = new Map(queries.map((query) => [query.Id, query]));
  }

  /** The series that a query comes to. */
  public seriesOf(query: MetricDataQuery): readonly Series[] {
    const value = this.valueOf(query);
    if (value.kind === 'series') return [value];
    if (value.kind === 'list') return value.series;
    if (value.kind === 'number') {
      const series = constant(value.number, this.range, this.metrics());
      return [{ ...series, id: query.Id, label: query.Label ?? query.Id }];
    }
    throw inExpression(query, 'the result is no time series');
  }

  private valueOf(query: MetricDataQuery): Value {
    const known = this.values.get(query.Id);
    if (known) return known;
    if (this.under.has(query.Id)) throw inExpression(query, 'it depends on itself');
    this.under.add(query.Id);
    const value = query.MetricStat ? this.metric(query) : this.expression(query);
    this.values.set(query.Id, value);
    return value;
  }

  private metric({ Id, Label, MetricStat }: MetricDataQuery): Series {
    const { Metric, Period: period, Stat, Unit: unit } = MetricStat!;
    const statistic = findStatistic(Stat)!;
    const points = bucketsOf(
      metricName(Metric),
      { ...this.range, period, unit },
      this.cloud,
    ).flatMap(({ time, sample }) => {
      const value = statistic(sample);
      return value === undefined ? [] : [[time, value] as const];
    });
    const label = Label ?? Metric.MetricName ?? Id;
    return { kind: 'series', id: Id, label, period, points: new Map(points) };
  }

  private expression(query: MetricDataQuery): Value {
    try {
      const value = evaluateMath(
        parsedOf(query),
        (name) => {
          const other = this.byId.get(name);
          return other && this.valueOf(other);
        },
        { range: this.range, metrics: this.metrics() },
      );
      return value.kind === 'series'
        ? { ...value, id: query.Id, label: query.Label ?? query.Id }
        : value;
    } catch (error) {
      if (error instanceof MathError) throw inExpression(query, error.message);
      throw error;
    }
  }

  private metrics(): readonly Series[] {
    return this.queries
      .filter(({ MetricStat }) => MetricStat)
      .map((query) => this.valueOf(query) as Series);
  }
}

function parsedOf(query: MetricDataQuery): Expression {
  try {
    return parseMath(query.Expression!);
  } catch (error) {
    if (error instanceof MathSyntaxError) throw inExpression(query, error.message);
    throw error;
  }
}

function inExpression({ Id }: MetricDataQuery, why: string) {
  return validationError(`Error in expression '${Id}': ${why}.`);
}

import { requireKnownAction } from './action-targets.ts';
import type { AlarmDefinition, CommonDefinition } from './alarms.ts';
import { invalidCombination, validationError } from './errors.ts';
import { checkQueries, isPeriod } from './queries.ts';
import { findStatistic, SIMPLE_STATISTICS } from './statistics.ts';

/** Comparisons with a fixed threshold; the others need anomaly detection. */
const COMPARISONS = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];
const TREATMENTS = ['breaching', 'notBreaching', 'ignore', 'missing'];

/** Throws for an alarm that CloudWatch does not take. */
export function checkAlarm(definition: AlarmDefinition): void {
  checkActions(definition);
  const { ComparisonOperator, EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = definition;
  if (!COMPARISONS.includes(ComparisonOperator))
    throw validationError(
      `Value '${ComparisonOperator}' at 'comparisonOperator' needs anomaly detection, which the local cloud does not offer.`,
    );
  if (TreatMissingData !== undefined && !TREATMENTS.includes(TreatMissingData))
    throw validationError(
      `The value ${TreatMissingData} for parameter TreatMissingData is not supported. Supported values are [breaching, notBreaching, ignore, missing].`,
    );
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > EvaluationPeriods)
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  if (definition.Threshold === undefined)
    throw validationError('Threshold is required for an alarm on a fixed threshold');
  if (definition.Metrics?.length) checkMath(definition);
  else checkMetric(definition);
}

function checkMath(definition: AlarmDefinition): void {
  const { Metrics = [] } = definition;
  const given = [
    'MetricName',
    'Namespace',
    'Statistic',
    'ExtendedStatistic',
    'Period',
    'Unit',
  ] as const;
  const both = given.find((name) => definition[name] !== undefined);
  if (both) throw validationError(`When Metrics is specified, ${both} must not be specified.`);
  checkQueries(Metrics, 'Metrics');
  const returned = Metrics.filter(({ ReturnData }) => ReturnData !== false);
  if (returned.length !== 1)
    throw validationError('Exactly one element of the metrics list should return data.');
}

function checkMetric(definition: AlarmDefinition): void {
  const { MetricName, Namespace, Period, Statistic, ExtendedStatistic, EvaluationPeriods } =
    definition;
  if (!MetricName || !Namespace)
    throw validationError('MetricName and Namespace must be specified, or Metrics instead.');
  if (Statistic !== undefined && ExtendedStatistic !== undefined)
    throw invalidCombination(
      'The parameters Statistic and ExtendedStatistic are mutually exclusive and you have specified both.',
    );
  if (Statistic === undefined && ExtendedStatistic === undefined)
    throw invalidCombination('One of Statistic and ExtendedStatistic must be specified.');
  if (
    ExtendedStatistic !== undefined &&
    (SIMPLE_STATISTICS.includes(ExtendedStatistic) || !findStatistic(ExtendedStatistic))
  )
    throw validationError(
      `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`,
    );
  if (
    Period === undefined ||
    (![10, 20, 30].includes(Period) && (!isPeriod(Period) || Period < 60))
  )
    throw validationError('Period must be 10, 20, 30, or a multiple of 60.');
  if (Period * EvaluationPeriods > 7 * 86_400)
    throw validationError(
      'Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800).',
    );
}

/** Throws for actions on resources that are not offered. */
export function checkActions(definition: CommonDefinition): void {
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = definition;
  for (const target of [...AlarmActions, ...OKActions, ...InsufficientDataActions])
    requireKnownAction(target);
}

import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ModelDefinition } from '../../domain/definition/index.ts';
import { METRIC_NAMESPACE } from '../../lambda/check-model/contract.ts';

/** Properties of the alarms of a model. */
export interface ModelAlarmsProps {
  readonly definition: ModelDefinition;
  readonly gateway: lambda.IFunction;
  readonly stateMachine: sfn.IStateMachine;
}

/** One alarm: what it watches and when it fires. */
interface AlarmSpec {
  readonly name: string;
  readonly means: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly comparison?: cloudwatch.ComparisonOperator;
  readonly periods?: number;
  readonly missing: cloudwatch.TreatMissingData;
}

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: AT_LEAST, LESS_THAN_THRESHOLD: BELOW } =
  cloudwatch.ComparisonOperator;
const { NOT_BREACHING, BREACHING, IGNORE } = cloudwatch.TreatMissingData;

/**
 * Alarms of one model, named `perennial-<model>-<what>`: one rule of the platform brings them all
 * to the arbiter and to people.
 *
 * Drift and quality keep their state while no check speaks; a check that does not speak is an alarm
 * of its own.
 */
export class ModelAlarms extends Construct {
  /** Alarms by what they watch. */
  public readonly alarms: ReadonlyMap<string, cloudwatch.Alarm>;

  constructor(scope: Construct, id: string, props: ModelAlarmsProps) {
    super(scope, id);
    const { name } = props.definition;
    const specs = [
      ...checkAlarms(props.definition),
      ...gatewayAlarms(props),
      ...slotAlarms(name),
      runAlarm(props.stateMachine),
    ];
    this.alarms = new Map(specs.map((spec) => [spec.name, this.defineAlarm(name, spec)]));
  }

  private defineAlarm(model: string, spec: AlarmSpec): cloudwatch.Alarm {
    return new cloudwatch.Alarm(this, spec.name, {
      alarmName: `perennial-${model}-${spec.name}`,
      alarmDescription: `${model}: ${spec.means}`,
      metric: spec.metric,
      threshold: spec.threshold,
      comparisonOperator: spec.comparison ?? AT_LEAST,
      evaluationPeriods: spec.periods ?? 1,
      treatMissingData: spec.missing,
    });
  }
}

type CheckMetric = (metricName: string, statistic: string) => cloudwatch.Metric;

/** The metrics that `check-model` emits. */
function checkAlarms({ name, monitors }: ModelDefinition): readonly AlarmSpec[] {
  const period = Duration.hours(monitors.everyHours);
  const metric: CheckMetric = (metricName, statistic) =>
    new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      statistic,
      period,
      dimensionsMap: { Model: name },
    });
  const silence = Math.max(2, Math.min(24, Math.floor((7 * 24) / monitors.everyHours)));
  return [
    ...verdictAlarms(monitors, metric),
    {
      name: 'not-enough-data',
      means: 'too few predictions or labels to judge the model',
      metric: metric('NotEnoughData', 'Maximum'),
      threshold: 1,
      periods: 3,
      missing: IGNORE,
    },
    {
      name: 'silent',
      means: 'the checker does not run',
      metric: metric('Checked', 'Sum'),
      threshold: 1,
      comparison: BELOW,
      periods: Math.min(2, silence),
      missing: BREACHING,
    },
  ];
}

/** What checks find wrong with a model: one alarm for each side that is watched. */
function verdictAlarms(
  { quality, bias }: ModelDefinition['monitors'],
  metric: CheckMetric,
): readonly AlarmSpec[] {
  const drift = {
    name: 'drift',
    means: 'inputs drift from what the model was trained on',
    metric: metric('DriftScore', 'Maximum'),
    threshold: 1,
    missing: IGNORE,
  };
  const worse = quality && {
    name: 'quality',
    means: `${quality.metric} rose by ${quality.maxIncrease * 100} % or more over the error at deployment`,
    metric: metric('ErrorRatio', 'Maximum'),
    threshold: 1 + quality.maxIncrease,
    missing: IGNORE,
  };
  const unfair = bias && {
    name: 'bias',
    means: `groups by ${bias.attributes.join(', ')} are served more differently than the definition allows`,
    metric: metric('BiasScore', 'Maximum'),
    threshold: 1,
    missing: IGNORE,
  };
  return [drift, worse, unfair].filter((spec) => spec !== undefined);
}

/** The gateway as Lambda sees it, and captures that it lost. */
function gatewayAlarms({ definition, gateway }: ModelAlarmsProps): readonly AlarmSpec[] {
  const period = Duration.minutes(5);
  return [
    {
      name: 'gateway-errors',
      means: 'the gateway fails',
      metric: gateway.metricErrors({ period }),
      threshold: 1,
      missing: NOT_BREACHING,
    },
    {
      name: 'gateway-latency',
      means: 'half of the predictions take longer than 5 seconds',
      metric: gateway.metricDuration({ period, statistic: 'p50' }),
      threshold: 5000,
      periods: 3,
      missing: NOT_BREACHING,
    },
    {
      name: 'captures-lost',
      means: 'predictions were answered but not captured',
      metric: new cloudwatch.Metric({
        namespace: METRIC_NAMESPACE,
        metricName: 'CaptureFailed',
        statistic: 'Sum',
        period,
        dimensionsMap: { Model: definition.name },
      }),
      threshold: 1,
      missing: NOT_BREACHING,
    },
  ];
}

/** Both endpoint slots. Their names are fixed, so an alarm may watch one that is not there yet. */
function slotAlarms(model: string): readonly AlarmSpec[] {
  return ['a', 'b'].map((slot) => ({
    name: `endpoint-${slot}-errors`,
    means: `the endpoint in slot ${slot} answers with server errors`,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/SageMaker',
      metricName: 'Invocation5XXErrors',
      statistic: 'Sum',
      period: Duration.minutes(5),
      dimensionsMap: { EndpointName: `${model}-${slot}`, VariantName: 'AllTraffic' },
    }),
    threshold: 1,
    missing: NOT_BREACHING,
  }));
}

function runAlarm(stateMachine: sfn.IStateMachine): AlarmSpec {
  return {
    name: 'runs-failed',
    means: 'a run of the pipeline failed',
    metric: stateMachine.metricFailed({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 1,
    missing: NOT_BREACHING,
  };
}

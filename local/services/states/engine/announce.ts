import type { Cloud, MetricDatum } from '../../../kernel/index.ts';
import type { Execution } from './execution.ts';

const METRICS: Readonly<Record<string, string>> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** Tells EventBridge and CloudWatch how an execution stands. Express executions send no events. */
export function announceStatus(cloud: Cloud, execution: Execution): void {
  if (execution.map_run_arn !== null) return;
  publishMetrics(cloud, execution);
  if (execution.type === 'EXPRESS') return;
  cloud.outbox.announce('aws-event', {
    version: '0',
    id: cloud.world.uuid(),
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: cloud.accountId,
    time: `${new Date(cloud.world.now()).toISOString().slice(0, 19)}Z`,
    region: cloud.region,
    resources: [execution.arn],
    detail: statusDetail(execution),
  });
}

function statusDetail(execution: Execution): Record<string, unknown> {
  const redrivable = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution.status);
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine_arn,
    name: execution.name,
    status: execution.status,
    startDate: execution.started,
    stopDate: execution.stopped,
    input: execution.input,
    output: execution.output,
    stateMachineVersionArn: execution.version_arn,
    stateMachineAliasArn: execution.alias_arn,
    redriveCount: execution.redrive_count,
    redriveDate: execution.redriven,
    redriveStatus: redrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    redriveStatusReason: redrivable
      ? null
      : `Execution is ${execution.status} and cannot be redriven`,
    inputDetails: { included: true },
    outputDetails: execution.output === null ? null : { included: true },
    error: execution.error,
    cause: execution.cause,
  };
}

function publishMetrics(cloud: Cloud, execution: Execution): void {
  const of = {
    namespace: 'AWS/States',
    dimensions: { StateMachineArn: execution.machine_arn },
  } as const;
  const name = METRICS[execution.status];
  const data: MetricDatum[] = name ? [{ ...of, name, value: 1, unit: 'Count' }] : [];
  if (execution.stopped !== null) {
    const value = execution.stopped - execution.started;
    data.push({ ...of, name: 'ExecutionTime', value, unit: 'Milliseconds' });
  }
  cloud.telemetry.metrics(data);
}

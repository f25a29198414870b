import type { Cloud } from '../../kernel/index.ts';
import type { Execution } from './engine/execution.ts';
import { notRedrivable, notRedrivableItem } from './redrivable.ts';

/** An execution as lists show it. */
export function listed(execution: Execution) {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine_arn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.started),
    redriveCount: execution.redrive_count,
    ...(execution.stopped === null ? {} : { stopDate: new Date(execution.stopped) }),
    ...(execution.redriven === null ? {} : { redriveDate: new Date(execution.redriven) }),
    ...(execution.version_arn === null ? {} : { stateMachineVersionArn: execution.version_arn }),
    ...(execution.alias_arn === null ? {} : { stateMachineAliasArn: execution.alias_arn }),
    ...(execution.map_run_arn === null ? {} : { mapRunArn: execution.map_run_arn }),
  };
}

/** An execution as its description shows it. */
export function described(cloud: Cloud, execution: Execution) {
  return {
    ...listed(execution),
    input: execution.input,
    inputDetails: { included: true },
    ...(execution.output === null
      ? {}
      : { output: execution.output, outputDetails: { included: true } }),
    ...(execution.error === null ? {} : { error: execution.error }),
    ...(execution.cause === null ? {} : { cause: execution.cause }),
    ...(execution.trace_header === null ? {} : { traceHeader: execution.trace_header }),
    ...redrive(cloud, execution),
  };
}

function redrive(cloud: Cloud, execution: Execution) {
  const byMapRun = execution.map_run_arn !== null;
  const reason = byMapRun ? notRedrivableItem(cloud, execution) : notRedrivable(cloud, execution);
  if (reason !== undefined) return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason };
  return { redriveStatus: byMapRun ? 'REDRIVABLE_BY_MAP_RUN' : 'REDRIVABLE' };
}

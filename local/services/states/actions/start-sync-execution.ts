import { processAction } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import { findExecution } from '../engine/execution.ts';
import { untilEnded } from '../engine/endings.ts';
import { resolveMachine } from '../machines.ts';
import { on } from '../permissions.ts';
import { startNamed } from '../start-input.ts';
import type { StartInput } from '../start-input.ts';

/** StartSyncExecution: runs an express state machine and answers when it has ended. */
export const startSyncExecution = processAction(
  'StartSyncExecution',
  on('StartSyncExecution', 'stateMachineArn'),
  async (input: StartInput, { cloud }) => {
    if (resolveMachine(cloud, input.stateMachineArn).type !== 'EXPRESS') {
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    }
    const started = cloud.db.transaction(() => startNamed(cloud, input));
    await untilEnded(cloud, started.arn);
    const ended = findExecution(cloud, started.arn)!;
    const billed = Math.ceil(Math.max(1, ended.stopped! - ended.started) / 100) * 100;
    return {
      executionArn: ended.arn,
      stateMachineArn: ended.machine_arn,
      name: ended.name,
      startDate: new Date(ended.started),
      stopDate: new Date(ended.stopped!),
      status: ended.status,
      input: ended.input,
      inputDetails: { included: true },
      outputDetails: { included: true },
      ...(ended.output === null ? {} : { output: ended.output }),
      ...(ended.error === null ? {} : { error: ended.error }),
      ...(ended.cause === null ? {} : { cause: ended.cause }),
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: billed },
    };
  },
);

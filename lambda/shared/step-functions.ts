import {
  ExecutionAlreadyExists, ListExecutionsCommand, SFNClient, SendTaskFailureCommand, SendTaskSuccessCommand,
  StartExecutionCommand, StopExecutionCommand, TaskDoesNotExist, TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Executions } from './ports.ts';

const client = new SFNClient({});

/** Executions on Step Functions. */
export function stepFunctions(sfn: Pick<SFNClient, 'send'> = client): Executions {
  const answer = async (send: () => Promise<unknown>): Promise<boolean> => {
    try {
      await send();
      return true;
    } catch (error) {
      if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist) return false;
      throw error;
    }
  };
  return {
    start: async (stateMachineArn, name, input) => {
      try {
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      } catch (error) {
        // The name is made of the decision: whoever has it is the execution that is meant.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    stopAll: async (stateMachineArn, cause) => {
      const running = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
      for (const { executionArn } of running.executions ?? []) {
        await sfn.send(new StopExecutionCommand({ executionArn, cause }));
      }
      return running.executions?.length ?? 0;
    },
    succeed: (taskToken, output) =>
      answer(() => sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))),
    fail: (taskToken, error, cause) =>
      answer(() => sfn.send(new SendTaskFailureCommand({ taskToken, error, cause }))),
  };
}

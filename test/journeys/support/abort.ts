import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, vi } from 'vitest';
import { type as typed } from '../../support/terminal.ts';
import { machineNamed } from './local-cloud.ts';
import type { Journey } from './local-cloud.ts';

/** Aborts the execution that runs while its training job does, and waits until nothing is due. */
export async function stopWhileTraining({ connection, pass }: Journey): Promise<void> {
  const client = new SFNClient(connection.settings);
  const stateMachineArn = await machineNamed('perennial-churn', connection);
  const executionArn = await vi.waitFor(async () => {
    const { executions: [one] = [] } = await client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    expect(one).toBeDefined();
    const { json } = await typed('status', 'churn', '--json', '--endpoint-url', connection.endpoint!);
    expect(JSON.stringify(json())).toContain('Train');
    return one!.executionArn;
  }, { timeout: 20_000, interval: 50 });
  await client.send(new StopExecutionCommand({ executionArn }));
  await pass(120);
}

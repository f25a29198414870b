import type { Cloud, Delivery } from '../../../kernel/index.ts';
import { AwsError } from '../../../errors.ts';
import { integrationFor } from '../integrations/table.ts';
import type { TaskRequest } from '../integrations/integration.ts';
import { StateFailure } from '../language/failure.ts';
import type { FailureRecord } from '../language/failure.ts';
import { drive } from './driver.ts';
import { findExecution } from './execution.ts';
import { taskPrincipal } from './principal.ts';
import { beginTask, failTask, submitTask, succeedTask } from './settle.ts';
import type { TaskReference } from './settle.ts';
import { findThread } from './thread.ts';
import type { OpenTask } from './thread.ts';

/** Outbox row `states.task`: has the service do the work. */
export async function performTask({ payload, cloud }: Delivery<TaskReference>): Promise<void> {
  if (beginTask(cloud, payload)) await perform(cloud, payload);
  await drive(cloud, payload.executionArn);
}

/** Outbox row `states.job`: a job that a task waits for has, or may have, ended. */
export async function collectJob({ payload, cloud }: Delivery<TaskReference>): Promise<void> {
  const thread = findThread(cloud, payload.threadId);
  if (thread?.task?.id !== payload.taskId || thread.phase !== 'task') return;
  const request = requestFor(cloud, payload.executionArn, thread.task);
  const collect = request && integrationFor(thread.task.resource)?.collect;
  if (!collect) return;
  await settleBy(cloud, payload, async () => {
    const output = await collect(request);
    if (output !== undefined) succeedTask(cloud, payload, output);
  });
  await drive(cloud, payload.executionArn);
}

/** Outbox row `states.stop-job`: nobody waits for a job any more. Best effort, as on AWS. */
export async function stopJob({
  payload,
  cloud,
}: Delivery<{ executionArn: string; task: OpenTask }>): Promise<void> {
  const request = requestFor(cloud, payload.executionArn, payload.task);
  if (request) await integrationFor(payload.task.resource)?.stop?.(request);
}

async function perform(cloud: Cloud, reference: TaskReference): Promise<void> {
  const task = findThread(cloud, reference.threadId)!.task!;
  const integration = integrationFor(task.resource);
  const request = requestFor(cloud, reference.executionArn, task);
  if (!integration || !request) {
    failTask(cloud, reference, {
      error: 'States.Runtime',
      cause: `The resource ${task.resource} does not exist.`,
    });
    return;
  }
  await settleBy(cloud, reference, async () => {
    const answer = await integration.perform(request);
    if (answer.kind === 'done') succeedTask(cloud, reference, answer.output);
    else if (answer.kind === 'submitted')
      submitTask(cloud, reference, answer.output, answer.jobKey);
  });
}

async function settleBy(
  cloud: Cloud,
  reference: TaskReference,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    failTask(cloud, reference, failureOfTask(error));
  }
}

function failureOfTask(error: unknown): FailureRecord {
  if (error instanceof StateFailure) return error.record;
  if (error instanceof AwsError) return { error: error.code, cause: error.message };
  throw error;
}

function requestFor(cloud: Cloud, executionArn: string, task: OpenTask): TaskRequest | undefined {
  const execution = findExecution(cloud, executionArn);
  if (!execution) return undefined;
  return {
    cloud,
    execution,
    task,
    parameters: task.parameters,
    principal: () => taskPrincipal(cloud, execution, task.roleArn),
  };
}

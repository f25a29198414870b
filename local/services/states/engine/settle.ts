import type { Cloud } from '../../../kernel/index.ts';
import type { FailureRecord } from '../language/failure.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { MAX_DATA_BYTES, dataLimitExceeded } from '../language/limits.ts';
import { jsonBytes } from '../language/json.ts';
import { closeTask } from './discard.ts';
import { awaitJob } from './jobs.ts';
import { failedEvent, startedEvents, submittedEvent, succeededEvent } from './task-events.ts';
import { resourceName } from './task-name.ts';
import { findThread, saveThread } from './thread.ts';
import type { OpenTask, Thread } from './thread.ts';
import { change } from './work.ts';
import type { Work } from './work.ts';

/** Names a task of an execution, as outbox rows and timers do. */
export interface TaskReference {
  readonly executionArn: string;
  readonly threadId: string;
  readonly taskId: string;
}

/** A thread that waits for a task. */
type Waiting = Thread & { readonly task: OpenTask };

/**
 * Changes the thread that waits for the task; nothing happens when it does not wait for it any
 * more.
 */
function withTask(
  cloud: Cloud,
  task: TaskReference,
  act: (work: Work, thread: Waiting) => void,
): boolean {
  let found = false;
  change(cloud, task.executionArn, (work) => {
    const thread = findThread(cloud, task.threadId);
    if (!thread?.task || thread.phase !== 'task' || thread.task.id !== task.taskId) return;
    found = true;
    act(work, thread as Waiting);
  });
  return found;
}

/**
 * Writes down that a task has begun; false when it is not waited for, or was taken on by the
 * service before.
 */
export function beginTask(cloud: Cloud, reference: TaskReference): boolean {
  let begun = false;
  withTask(cloud, reference, (work, thread) => {
    if (thread.task.submitted !== undefined) return;
    begun = true;
    if (thread.task.started) return;
    const events = startedEvents(thread.task);
    const lastEventId = work.history.appendAll(events, thread.lastEventId);
    saveThread(cloud, { ...thread, lastEventId, task: { ...thread.task, started: true } });
  });
  return begun;
}

/** A worker fetched the task of an activity. */
export function beginActivity(
  cloud: Cloud,
  reference: TaskReference,
  workerName: string | undefined,
): boolean {
  return withTask(cloud, reference, (work, thread) => {
    const details: JsonObject = workerName === undefined ? {} : { workerName };
    const lastEventId = work.history.append(
      { type: 'ActivityStarted', details },
      thread.lastEventId,
    );
    saveThread(cloud, { ...thread, lastEventId });
  });
}

/** The service took a task on: it ends with a job, or with a call that has its token. */
export function submitTask(
  cloud: Cloud,
  reference: TaskReference,
  output: Json,
  jobKey: string | undefined,
): void {
  withTask(cloud, reference, (work, thread) => {
    const lastEventId = work.history.append(
      submittedEvent(thread.task, output),
      thread.lastEventId,
    );
    const submitted: Waiting = {
      ...thread,
      lastEventId,
      task: { ...thread.task, submitted: output, jobKey },
    };
    saveThread(cloud, submitted);
    if (jobKey === undefined) return;
    awaitJob(cloud, submitted, jobKey);
    // The job may have ended before anyone waited for it.
    cloud.outbox.send('states.job', reference);
  });
}

/** A task succeeded. False when nobody waits for it. */
export function succeedTask(cloud: Cloud, reference: TaskReference, output: Json): boolean {
  return withTask(cloud, reference, (work, thread) => {
    const { task } = thread;
    if (jsonBytes(output) > MAX_DATA_BYTES)
      return fail(work, thread, { ...dataLimitExceeded(resourceName(task)).record, ofTask: true });
    closeTask(work, thread, { stopJob: false });
    const lastEventId = work.history.append(succeededEvent(task, output), thread.lastEventId);
    saveThread(cloud, {
      ...thread,
      phase: 'resume',
      result: output,
      lastEventId,
      task: { ...task, jobKey: undefined },
    });
    cloud.outbox.send('states.advance', { executionArn: thread.executionArn });
  });
}

/** A task failed or took too long. False when nobody waits for it. */
export function failTask(
  cloud: Cloud,
  reference: TaskReference,
  failure: FailureRecord,
  options: { readonly stopJob: boolean } = { stopJob: false },
): boolean {
  return withTask(cloud, reference, (work, thread) => fail(work, thread, failure, options));
}

function fail(
  work: Work,
  thread: Waiting,
  failure: FailureRecord,
  options: { readonly stopJob: boolean } = { stopJob: false },
): void {
  closeTask(work, thread, options);
  const lastEventId = work.history.append(failedEvent(thread.task, failure), thread.lastEventId);
  saveThread(work.cloud, {
    ...thread,
    phase: 'failed',
    failure,
    lastEventId,
    task: { ...thread.task, jobKey: undefined },
  });
  work.cloud.outbox.send('states.advance', { executionArn: thread.executionArn });
}

import type { Cloud } from '../../../kernel/index.ts';
import type { MapRunDraft } from '../kinds/frame.ts';
import type { MachinePath } from '../language/definition.ts';
import type { FailureRecord } from '../language/failure.ts';
import type { Json, JsonObject } from '../language/json.ts';
import type { Variables } from '../language/scope.ts';

/** What a thread does next, or what it waits for. */
export type Phase = 'ready' | 'resume' | 'failed' | 'sleeping' | 'retrying' | 'task' | 'children';

/** A task that is under way. */
export interface OpenTask {
  readonly id: string;
  readonly token: string;
  readonly resource: string;
  readonly parameters: Json;
  /** When it was scheduled, epoch milliseconds. */
  readonly scheduled: number;
  readonly roleArn?: string;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  /** True once the history says that it has started. */
  readonly started: boolean;
  /** What the service answered to a job or a callback that is now awaited. */
  readonly submitted?: Json;
  /** Under which the end of the awaited job is announced. */
  readonly jobKey?: string;
}

/** Machines that run inside a Map or Parallel state. */
export interface OpenFork {
  readonly total: number;
  /** The next one to start. */
  readonly next: number;
  readonly open: number;
  readonly failed: number;
  readonly maxConcurrency: number;
  readonly mapRunArn?: string;
  readonly mapRun?: MapRunDraft;
  /** True for a map run that was redriven. */
  readonly isRedriven?: boolean;
}

/** A machine inside a Map or Parallel state, when the state failed or was stopped. */
export interface StoppedChild {
  readonly position: number;
  /** JSON of the draft that it was started from, or is to be. */
  readonly draft: string;
  /** JSON of its output, if it had succeeded. */
  readonly output: string | null;
  /** JSON of where it stood, if it had begun in this execution. */
  readonly standstill: string | null;
}

/** What ran inside a Map or Parallel state that failed or was stopped. */
export interface Inside {
  readonly fork: OpenFork;
  readonly children: readonly StoppedChild[];
}

/**
 * One line of control: where a machine stands. The continuation of an execution is the set of its
 * threads.
 */
export interface Thread {
  readonly id: string;
  readonly executionArn: string;
  readonly parentId: string | null;
  /** Among the children of its parent. */
  readonly position: number;
  readonly revision: number;
  readonly path: MachinePath;
  readonly stateName: string;
  readonly phase: Phase;
  readonly input: Json;
  readonly variables: Variables;
  readonly lastEventId: number;
  readonly enteredEventId: number;
  /** The event before the state was entered: what EvaluationFailed follows, as observed. */
  readonly previousEventId: number;
  readonly enteredTime: number;
  /** Attempts per retrier of the state. */
  readonly retryAttempts: readonly number[];
  readonly retryCount: number;
  readonly map?: JsonObject;
  readonly task?: OpenTask;
  readonly fork?: OpenFork;
  /** Of a state that has just failed: what is to go on when the execution is redriven. */
  readonly inside?: Inside;
  readonly result?: Json;
  readonly failure?: FailureRecord;
}

/** The columns beside the body. */
interface ThreadRow {
  readonly id: string;
  readonly execution_arn: string;
  readonly parent_id: string | null;
  readonly position: number;
  readonly revision: number;
  readonly body: string;
}

const READY: ReadonlySet<Phase> = new Set(['ready', 'resume', 'failed']);

/** The thread of an id. */
export function findThread(cloud: Cloud, id: string): Thread | undefined {
  return fromRow(cloud.db.get<ThreadRow>('SELECT * FROM states_threads WHERE id = ?', id));
}

/** A thread of an execution that can go on now. */
export function nextReady(cloud: Cloud, executionArn: string): Thread | undefined {
  return fromRow(
    cloud.db.get<ThreadRow>(
      'SELECT * FROM states_threads WHERE execution_arn = ? AND ready = 1 ORDER BY rowid LIMIT 1',
      executionArn,
    ),
  );
}

/** All threads of an execution. */
export function threadsOf(cloud: Cloud, executionArn: string): Thread[] {
  return cloud.db
    .all<ThreadRow>(
      'SELECT * FROM states_threads WHERE execution_arn = ? ORDER BY rowid',
      executionArn,
    )
    .map((row) => fromRow(row)!);
}

/** The threads that a thread waits for. */
export function childrenOfThread(cloud: Cloud, id: string): Thread[] {
  return cloud.db
    .all<ThreadRow>('SELECT * FROM states_threads WHERE parent_id = ? ORDER BY position', id)
    .map((row) => fromRow(row)!);
}

/** Writes a thread, new or changed, and returns it as it is then. */
export function saveThread(cloud: Cloud, thread: Thread): Thread {
  const saved = { ...thread, revision: thread.revision + 1 };
  const { id, executionArn, parentId, position, revision, ...body } = saved;
  const ready = READY.has(thread.phase) ? 1 : 0;
  const text = JSON.stringify(body);
  const changed =
    thread.revision === 0
      ? 0
      : cloud.db.run(
          'UPDATE states_threads SET ready = ?, revision = ?, body = ? WHERE id = ?',
          ready,
          revision,
          text,
          id,
        );
  if (changed > 0) return saved;
  cloud.db.run(
    'INSERT INTO states_threads (id, execution_arn, parent_id, position, ready, revision, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    executionArn,
    parentId,
    position,
    ready,
    revision,
    text,
  );
  return saved;
}

/** True while nobody changed the thread since it was read. */
export function isUnchanged(cloud: Cloud, thread: Thread): boolean {
  const row = cloud.db.get<{ revision: number }>(
    'SELECT revision FROM states_threads WHERE id = ?',
    thread.id,
  );
  return row?.revision === thread.revision;
}

/** Forgets a thread. */
export function removeThread(cloud: Cloud, id: string): void {
  cloud.db.run('DELETE FROM states_threads WHERE id = ?', id);
}

function fromRow(row: ThreadRow | undefined): Thread | undefined {
  if (!row) return undefined;
  // The body was written by saveThread.
  const body = JSON.parse(row.body) as Omit<
    Thread,
    'id' | 'executionArn' | 'parentId' | 'position' | 'revision'
  >;
  return {
    ...body,
    id: row.id,
    executionArn: row.execution_arn,
    parentId: row.parent_id,
    position: row.position,
    revision: row.revision,
  };
}

import type { Cloud } from '../../../kernel/index.ts';
import { childrenOfThread } from './thread.ts';
import type { Inside, StoppedChild, Thread } from './thread.ts';

/** A row of the machines inside a Map or Parallel state. */
interface ChildRow {
  readonly position: number;
  readonly draft: string;
  readonly output: string | null;
}

/** Where a thread stands, as it is to go on when its execution is redriven. */
export interface Standstill {
  readonly thread: Thread;
  /** What ran inside its state. @default - the state begins anew */
  readonly inside?: Inside;
}

/**
 * Where a thread stands, with what runs or has run inside its state. Its state is entered anew, and
 * its retriers count from 0. Source: Step Functions developer guide, redriving executions.
 */
export function standstillOf(cloud: Cloud, thread: Thread): Standstill {
  const again: Thread = {
    ...thread,
    phase: 'ready',
    retryAttempts: [],
    retryCount: 0,
    task: undefined,
    fork: undefined,
    failure: undefined,
    result: undefined,
    inside: undefined,
  };
  const inside = insideOf(cloud, thread);
  return inside ? { thread: again, inside } : { thread: again };
}

/**
 * What runs inside the state of a thread, or ran inside it when it failed. Undefined once all of it
 * has ended: what fails then is the state itself, which runs again as a whole.
 */
export function insideOf(cloud: Cloud, thread: Thread): Inside | undefined {
  if (thread.phase !== 'children' || !thread.fork) return thread.inside;
  const threads = new Map(
    childrenOfThread(cloud, thread.id).map((child) => [child.position, child]),
  );
  const rows = cloud.db.all<ChildRow>(
    'SELECT position, draft, output FROM states_children WHERE thread_id = ? ORDER BY position',
    thread.id,
  );
  const children = rows.map(({ position, draft, output }): StoppedChild => {
    const child = output === null ? threads.get(position) : undefined;
    const standstill = child && JSON.stringify(standstillOf(cloud, child));
    return { position, draft, output, standstill: standstill ?? null };
  });
  return { fork: thread.fork, children };
}

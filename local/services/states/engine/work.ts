import type { Cloud } from '../../../kernel/index.ts';
import type { MachineDefinition } from '../language/types.ts';
import { findExecution, revisionOf } from './execution.ts';
import type { Execution } from './execution.ts';
import { History } from './history.ts';
import type { Thread } from './thread.ts';

/** A change of one running execution, inside a transaction. */
export interface Work {
  readonly cloud: Cloud;
  readonly execution: Execution;
  readonly definition: MachineDefinition;
  readonly history: History;
  /** A thread that the change made ready, so that it need not be read again. */
  ready?: Thread;
}

/**
 * Opens a running execution for a change; undefined when it has ended. Close the history at the
 * end.
 */
export function openWork(cloud: Cloud, executionArn: string): Work | undefined {
  const execution = findExecution(cloud, executionArn);
  if (!execution || execution.status !== 'RUNNING') return undefined;
  return workOn(cloud, execution);
}

/** Changes a running execution in one transaction; undefined when it has ended before. */
export function change(
  cloud: Cloud,
  executionArn: string,
  act: (work: Work) => void,
): Work | undefined {
  return cloud.db.transaction(() => perform(openWork(cloud, executionArn), act));
}

/**
 * The same for an execution that was read before: only what can have changed meanwhile is read
 * again.
 */
export function changeKnown(
  cloud: Cloud,
  known: Execution,
  act: (work: Work) => void,
): Work | undefined {
  return cloud.db.transaction(() => {
    const fresh = cloud.db.get<Pick<Execution, 'status' | 'last_event'>>(
      'SELECT status, last_event FROM states_executions WHERE arn = ?',
      known.arn,
    );
    if (fresh?.status !== 'RUNNING') return undefined;
    return perform(workOn(cloud, { ...known, ...fresh }), act);
  });
}

function perform(work: Work | undefined, act: (work: Work) => void): Work | undefined {
  if (!work) return undefined;
  act(work);
  work.history.close();
  return work;
}

function workOn(cloud: Cloud, execution: Execution): Work {
  const definition = revisionOf(cloud, execution).machine;
  return { cloud, execution, definition, history: new History(cloud, execution) };
}

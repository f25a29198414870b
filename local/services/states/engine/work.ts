import type { Cloud } from '../../../kernel/index.ts';
import { parseDefinition } from '../language/definition.ts';
import type { MachineDefinition } from '../language/types.ts';
import { findExecution, revisionOf } from './execution.ts';
import type { Execution } from './execution.ts';
import { History } from './history.ts';

/** A change of one running execution, inside a transaction. */
export interface Work {
  readonly cloud: Cloud;
  readonly execution: Execution;
  readonly definition: MachineDefinition;
  readonly history: History;
}

/** Opens a running execution for a change; undefined when it has ended. Close the history at the end. */
export function openWork(cloud: Cloud, executionArn: string): Work | undefined {
  const execution = findExecution(cloud, executionArn);
  if (!execution || execution.status !== 'RUNNING') return undefined;
  const definition = parseDefinition(revisionOf(cloud, execution).definition);
  return { cloud, execution, definition, history: new History(cloud, execution) };
}

/** Changes a running execution in one transaction; false when it has ended before. */
export function change(cloud: Cloud, executionArn: string, act: (work: Work) => void): boolean {
  return cloud.db.transaction(() => {
    const work = openWork(cloud, executionArn);
    if (!work) return false;
    act(work);
    work.history.close();
    return true;
  });
}

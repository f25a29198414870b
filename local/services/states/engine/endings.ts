import type { Cloud } from '../../../kernel/index.ts';
import { findExecution } from './execution.ts';

const waiters = new WeakMap<Cloud, Map<string, (() => void)[]>>();

/** Resolves when an execution has ended. */
export function untilEnded(cloud: Cloud, executionArn: string): Promise<void> {
  if (findExecution(cloud, executionArn)?.status !== 'RUNNING') return Promise.resolve();
  const waiting = waiters.get(cloud) ?? new Map<string, (() => void)[]>();
  waiters.set(cloud, waiting);
  return new Promise((resolve) =>
    waiting.set(executionArn, [...(waiting.get(executionArn) ?? []), resolve]),
  );
}

/** Outbox row `states.ended`: lets go on whoever waits for the end in this process. */
export function tellEnded(cloud: Cloud, executionArn: string): void {
  const waiting = waiters.get(cloud);
  waiting?.get(executionArn)?.forEach((resolve) => resolve());
  waiting?.delete(executionArn);
}

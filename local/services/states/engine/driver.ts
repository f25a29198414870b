import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cloud } from '../../../kernel/index.ts';
import { commitStep } from './commit.ts';
import { findExecution } from './execution.ts';
import { takeStep } from './step.ts';
import { nextReady } from './thread.ts';

/** Steps after which others get a turn. */
const STEPS_PER_TURN = 64;

/** Executions that are being driven now; `again` says that news came in meanwhile. */
const driven = new WeakMap<Cloud, Map<string, { again: boolean; readonly done: Promise<void> }>>();

/** Drives an execution until every thread of it waits for something. One driver per execution at a time. */
export async function drive(cloud: Cloud, executionArn: string): Promise<void> {
  const running = driven.get(cloud) ?? new Map<string, { again: boolean; readonly done: Promise<void> }>();
  driven.set(cloud, running);
  const other = running.get(executionArn);
  if (other) {
    other.again = true;
    return other.done;
  }
  const state = { again: false, done: Promise.resolve() };
  const entry = { ...state, get done() { return state.done; } };
  running.set(executionArn, entry);
  state.done = (async () => {
    try {
      do {
        entry.again = false;
        await driveOnce(cloud, executionArn);
      } while (entry.again);
    } finally {
      running.delete(executionArn);
    }
  })();
  return state.done;
}

async function driveOnce(cloud: Cloud, executionArn: string): Promise<void> {
  for (let steps = 1; ; steps++) {
    const thread = nextReady(cloud, executionArn);
    const execution = thread && findExecution(cloud, executionArn);
    if (!thread || !execution || execution.status !== 'RUNNING') return;
    commitStep(cloud, thread, await takeStep(cloud, execution, thread));
    if (steps % STEPS_PER_TURN === 0) await nextTurn();
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cloud } from '../../../kernel/index.ts';
import { commitStep } from './commit.ts';
import { findExecution } from './execution.ts';
import { takeStep } from './step.ts';
import { nextReady } from './thread.ts';

/** Steps after which others get a turn. */
const STEPS_PER_TURN = 64;

/** An execution that is being driven. */
interface Drive {
  /** News came in meanwhile. */
  again: boolean;
  done: Promise<void>;
}

const drives = new WeakMap<Cloud, Map<string, Drive>>();

/** Drives an execution until every thread of it waits for something; never two drivers at once. */
export function drive(cloud: Cloud, executionArn: string): Promise<void> {
  const running = drives.get(cloud) ?? new Map<string, Drive>();
  drives.set(cloud, running);
  const other = running.get(executionArn);
  if (other) {
    other.again = true;
    return other.done;
  }
  const own: Drive = { again: false, done: Promise.resolve() };
  running.set(executionArn, own);
  own.done = driveUntilQuiet(cloud, executionArn, own).finally(() => running.delete(executionArn));
  return own.done;
}

async function driveUntilQuiet(cloud: Cloud, executionArn: string, own: Drive): Promise<void> {
  do {
    own.again = false;
    await driveOnce(cloud, executionArn);
  } while (own.again);
}

async function driveOnce(cloud: Cloud, executionArn: string): Promise<void> {
  const execution = findExecution(cloud, executionArn);
  if (!execution || execution.status !== 'RUNNING') return;
  let thread = nextReady(cloud, executionArn);
  for (let steps = 1; thread; steps++) {
    const step = await takeStep(cloud, execution, thread);
    thread = commitStep(cloud, execution, thread, step) ?? nextReady(cloud, executionArn);
    if (steps % STEPS_PER_TURN === 0) await nextTurn();
  }
}

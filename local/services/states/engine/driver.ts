import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cloud } from '../../../kernel/index.ts';
import { commitSteps } from './commit.ts';
import { findExecution } from './execution.ts';
import type { Execution } from './execution.ts';
import { takeStep } from './step.ts';
import { Stretch } from './stretch.ts';
import { nextReady } from './thread.ts';
import type { Thread } from './thread.ts';

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
  let lastEvent = execution.last_event;
  let turn = STEPS_PER_TURN;
  while (thread) {
    const { stretch, step } = await takeSteps(
      cloud,
      { ...execution, last_event: lastEvent },
      thread,
      turn,
    );
    const committed = commitSteps(cloud, execution, stretch, step);
    thread = committed?.ready ?? nextReady(cloud, executionArn);
    lastEvent = committed?.lastEvent ?? lastEvent;
    turn -= stretch.length + 1;
    if (turn > 0) continue;
    await nextTurn();
    turn = STEPS_PER_TURN;
  }
}

/**
 * Takes steps until one does more than lead to another state, or as many as there may be. The one
 * that does more comes beside them.
 */
async function takeSteps(cloud: Cloud, execution: Execution, thread: Thread, most: number) {
  const stretch = new Stretch(cloud, execution, thread);
  while (stretch.length < most) {
    const step = await takeStep(cloud, execution, stretch.thread);
    if (!stretch.take(step)) return { stretch, step };
  }
  return { stretch, step: undefined };
}

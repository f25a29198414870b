import type { Cloud } from '../../../kernel/index.ts';
import { wakeAfter } from '../../../world/world.ts';

const waiting = new WeakMap<Cloud, Map<string, Set<() => void>>>();

/** Resolves when a task of the activity comes, or after some real milliseconds. */
export function untilTask(cloud: Cloud, activityArn: string, milliseconds: number): Promise<void> {
  const workers = waiting.get(cloud) ?? new Map<string, Set<() => void>>();
  waiting.set(cloud, workers);
  const own = workers.get(activityArn) ?? new Set();
  workers.set(activityArn, own);
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      own.delete(done);
      resolve();
    };
    const cancel = wakeAfter(milliseconds, done);
    own.add(done);
  });
}

/** A task has come: whoever waits for one looks again. */
export function tellWorkers(cloud: Cloud, activityArn: string): void {
  for (const done of [...(waiting.get(cloud)?.get(activityArn) ?? [])]) done();
}

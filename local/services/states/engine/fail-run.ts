import { endMapRun } from '../map-runs.ts';
import { discardThreads } from './discard.ts';
import { insideOf } from './standstill.ts';
import { saveThread } from './thread.ts';
import type { OpenFork, Thread } from './thread.ts';
import type { Work } from './work.ts';

const EXCEEDED = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

/** Whether more items of a map run have failed than it tolerates. */
export function exceeds({ failed, total, mapRun }: OpenFork): boolean {
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = mapRun!;
  if (failed === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  return (
    (count !== undefined && failed > count) ||
    (percentage !== undefined && (failed / total) * 100 > percentage)
  );
}

/** Ends a map run that does: its other items are stopped, and its state fails. */
export function failRun(work: Work, parent: Thread): void {
  const lastEventId = work.history.append(
    { type: 'MapRunFailed', details: EXCEEDED },
    parent.lastEventId,
  );
  endMapRun(work.cloud, parent.fork!, 'FAILED');
  const inside = insideOf(work.cloud, parent);
  discardThreads(work, [parent]);
  saveThread(work.cloud, {
    ...parent,
    phase: 'failed',
    fork: undefined,
    inside,
    failure: EXCEEDED,
    lastEventId,
  });
}

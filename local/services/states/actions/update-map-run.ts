import { action } from '../../../kernel/index.ts';
import { startChildren } from '../engine/fork.ts';
import { findThread } from '../engine/thread.ts';
import { change } from '../engine/work.ts';
import { limitsOf, mapRunNamed } from '../map-runs.ts';
import type { MapRunLimits } from '../map-runs.ts';
import { on } from '../permissions.ts';

interface Input extends Partial<MapRunLimits> {
  readonly mapRunArn: string;
}

/** UpdateMapRun: how many items at once, and how many may fail, from now on. */
export const updateMapRun = action(
  'UpdateMapRun',
  on('UpdateMapRun', 'mapRunArn'),
  ({ mapRunArn, ...given }: Input, { cloud }) => {
    const run = mapRunNamed(cloud, mapRunArn);
    const limits = { ...limitsOf(run), ...given };
    cloud.db.run(
      'UPDATE states_map_runs SET limits = ? WHERE arn = ?',
      JSON.stringify(limits),
      mapRunArn,
    );
    change(cloud, run.execution_arn, (work) => {
      const thread = findThread(cloud, run.thread_id);
      if (!thread?.fork?.mapRun || thread.fork.mapRunArn !== mapRunArn) return;
      const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = limits;
      const tolerated = {
        ...(given.toleratedFailureCount === undefined ? {} : { toleratedFailureCount }),
        ...(given.toleratedFailurePercentage === undefined ? {} : { toleratedFailurePercentage }),
      };
      const mapRun = { ...thread.fork.mapRun, ...tolerated };
      startChildren(work, { ...thread, fork: { ...thread.fork, maxConcurrency, mapRun } });
    });
    return {};
  },
);

import { AwsError } from '../../../errors.ts';
import { isDistributed } from '../language/definition.ts';
import type { Json } from '../language/json.ts';
import type { MapState } from '../language/types.ts';
import { startMapRun } from './distributed-map.ts';
import type { Frame, StateKind } from './frame.ts';
import { childrenOf } from './map-children.ts';
import { itemsOf } from './map-items.ts';
import { maxConcurrency } from './map-limits.ts';
import { hasPlace, writeResults, writerFailed } from './result-writer.ts';
import { leaveWithResult } from './shape.ts';

/** Map: runs a machine for every item; the result is the list of their outputs. */
export const map: StateKind<MapState> = {
  enter: async (frame) => {
    const items = frame.state.ItemReader ? [] : await itemsOf(frame);
    const concurrency = await maxConcurrency(frame);
    if (isDistributed(frame.state)) return startMapRun(frame, items, concurrency);
    return {
      kind: 'fork',
      children: await childrenOf(frame, items),
      maxConcurrency: concurrency,
      events: [{ type: 'MapStateStarted', details: { length: items.length } }],
    };
  },
  resume: async (frame, outputs) => ({
    ...(await leaveWithResult(frame, await resultOf(frame, outputs))),
    hasWritten: frame.endedRun !== undefined && hasPlace(frame.endedRun),
  }),
};

/** The outputs of all items, or what a ResultWriter makes of them. */
async function resultOf({ endedRun, read }: Frame<MapState>, outputs: Json): Promise<Json> {
  if (endedRun === undefined) return outputs;
  try {
    return await writeResults(endedRun, (parameters) => read('s3', 'PutObject', parameters));
  } catch (error) {
    throw error instanceof AwsError ? writerFailed(error) : error;
  }
}

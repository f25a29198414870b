import { isDistributed } from '../language/definition.ts';
import type { MapState } from '../language/types.ts';
import { startMapRun } from './distributed-map.ts';
import type { StateKind } from './frame.ts';
import { childrenOf } from './map-children.ts';
import { itemsOf } from './map-items.ts';
import { maxConcurrency } from './map-limits.ts';
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
  resume: leaveWithResult,
};

import { QueryFault, RuntimeFault } from '../language/failure.ts';
import { isDistributed } from '../language/definition.ts';
import { fillQueries, fillTyped } from '../language/jsonata/template.ts';
import type { Json } from '../language/json.ts';
import { applyPath } from '../language/paths.ts';
import type { MapState } from '../language/types.ts';
import type { Frame } from './frame.ts';
import { STATE_DATA, itemsIn } from './map-item.ts';
import type { MapItem } from './map-item.ts';
import { selectedInput } from './shape.ts';

/** The items of a Map state that its input or its definition holds. */
export async function itemsOf(frame: Frame<MapState>): Promise<MapItem[]> {
  return frame.language === 'JSONata' ? itemsByQuery(frame) : itemsByPath(frame);
}

async function itemsByQuery(frame: Frame<MapState>): Promise<MapItem[]> {
  const { state, scope } = frame;
  if (state.Items !== undefined) {
    const filled = isDistributed(state) ? await fillQueries(state.Items, 'Items', scope) : null;
    const found = filled === null ? undefined : itemsIn(filled, STATE_DATA);
    if (found) return found;
    const items = await fillTyped(state.Items, 'Items', 'array', scope);
    return itemsIn(items, STATE_DATA)!;
  }
  const items = among(frame, scope.input);
  if (items) return items;
  throw new QueryFault(`Map state input must be an array but was: ${JSON.stringify(scope.input)}`);
}

/** Only a distributed Map takes the members of an object. */
function among({ state }: Frame<MapState>, data: Json): MapItem[] | undefined {
  return Array.isArray(data) || isDistributed(state) ? itemsIn(data, STATE_DATA) : undefined;
}

function itemsByPath(frame: Frame<MapState>): MapItem[] {
  const path = frame.state.ItemsPath ?? '$';
  const items = among(frame, applyPath(path, selectedInput(frame), frame.scope));
  if (items) return items;
  const shown = path.replace(/^\$\$/, '$');
  throw new RuntimeFault(`Reference path "${shown}" must point to array.`);
}

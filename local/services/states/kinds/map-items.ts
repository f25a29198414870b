import { QueryFault, RuntimeFault } from '../language/failure.ts';
import { fillTyped } from '../language/jsonata/template.ts';
import type { Json } from '../language/json.ts';
import { applyPath } from '../language/paths.ts';
import type { MapState } from '../language/types.ts';
import type { Frame } from './frame.ts';
import { selectedInput } from './shape.ts';

/** The items of a Map state that its input or its definition holds. */
export async function itemsOf(frame: Frame<MapState>): Promise<Json[]> {
  return frame.language === 'JSONata' ? itemsByQuery(frame) : itemsByPath(frame);
}

async function itemsByQuery(frame: Frame<MapState>): Promise<Json[]> {
  const { state, scope } = frame;
  if (state.Items !== undefined) {
    const items = await fillTyped(state.Items, 'Items', 'array', scope);
    if (Array.isArray(items)) return items;
  }
  if (Array.isArray(scope.input)) return scope.input;
  throw new QueryFault(`Map state input must be an array but was: ${JSON.stringify(scope.input)}`);
}

function itemsByPath(frame: Frame<MapState>): Json[] {
  const path = frame.state.ItemsPath ?? '$';
  const items = applyPath(path, selectedInput(frame), frame.scope);
  if (Array.isArray(items)) return items;
  const shown = path.replace(/^\$\$/, '$');
  throw new RuntimeFault(`Reference path "${shown}" must point to array.`);
}

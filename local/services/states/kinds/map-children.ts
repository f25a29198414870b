import { fillQueries } from '../language/jsonata/template.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { fillTemplate } from '../language/payload-template.ts';
import { withInput } from '../language/scope.ts';
import type { Scope } from '../language/scope.ts';
import type { MapState } from '../language/types.ts';
import type { ChildDraft, Frame } from './frame.ts';
import type { MapItem } from './map-item.ts';
import { selectedInput } from './shape.ts';

/** One child per item, its input shaped by ItemSelector (or Parameters, its former name). */
export async function childrenOf(
  frame: Frame<MapState>,
  items: readonly MapItem[],
): Promise<ChildDraft[]> {
  const children: ChildDraft[] = [];
  const input = selectedInput(frame);
  for (const [index, item] of items.entries()) {
    const mapContext: JsonObject = { Item: contextOf(item, index) };
    const scope = { ...frame.scope, context: { ...frame.scope.context, Map: mapContext } };
    const selected = await select(frame, withInput(scope, input), item);
    children.push({ path: [...frame.path, frame.name], input: selected, map: mapContext });
  }
  return children;
}

/** What the context object tells of an item. Source: developer guide, Context object. */
function contextOf({ key, value, source }: MapItem, index: number): JsonObject {
  return { Index: index, ...(key === undefined ? {} : { Key: key }), Value: value, Source: source };
}

async function select(
  frame: Frame<MapState>,
  scope: Scope,
  { key, value }: MapItem,
): Promise<Json> {
  const selector = frame.state.ItemSelector ?? frame.state.Parameters;
  if (selector === undefined) return key === undefined ? value : { Key: key, Value: value };
  return frame.language === 'JSONata'
    ? fillQueries(selector, 'ItemSelector', scope)
    : fillTemplate(selector, scope);
}

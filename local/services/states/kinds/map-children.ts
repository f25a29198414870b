import { fillQueries } from '../language/jsonata/template.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { fillTemplate } from '../language/payload-template.ts';
import { withInput } from '../language/scope.ts';
import type { Scope } from '../language/scope.ts';
import type { MapState } from '../language/types.ts';
import type { ChildDraft, Frame } from './frame.ts';
import { selectedInput } from './shape.ts';

/** One child per item, its input shaped by ItemSelector (or Parameters, its former name). */
export async function childrenOf(
  frame: Frame<MapState>,
  items: readonly Json[],
): Promise<ChildDraft[]> {
  const children: ChildDraft[] = [];
  const input = selectedInput(frame);
  for (const [index, value] of items.entries()) {
    const mapContext: JsonObject = { Item: { Index: index, Value: value } };
    const scope = { ...frame.scope, context: { ...frame.scope.context, Map: mapContext } };
    const selected = await select(frame, withInput(scope, input), value);
    children.push({ path: [...frame.path, frame.name], input: selected, map: mapContext });
  }
  return children;
}

async function select(frame: Frame<MapState>, scope: Scope, value: Json): Promise<Json> {
  const selector = frame.state.ItemSelector ?? frame.state.Parameters;
  if (selector === undefined) return value;
  return frame.language === 'JSONata'
    ? fillQueries(selector, 'ItemSelector', scope)
    : fillTemplate(selector, scope);
}

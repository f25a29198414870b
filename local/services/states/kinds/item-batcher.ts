import { RuntimeFault } from '../language/failure.ts';
import { fillQueries } from '../language/jsonata/template.ts';
import { jsonBytes } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { applyPath } from '../language/paths.ts';
import { fillTemplate } from '../language/payload-template.ts';
import { withInput } from '../language/scope.ts';
import type { MapState } from '../language/types.ts';
import type { ChildDraft, Frame } from './frame.ts';
import { fillIfQuery, selectedInput } from './shape.ts';

/** ItemBatcher: children of several items each, `{ BatchInput, Items }`. */
export async function batchItems(
  frame: Frame<MapState>,
  children: readonly ChildDraft[],
): Promise<ChildDraft[]> {
  const batcher = frame.state.ItemBatcher!;
  const most = await bound(frame, batcher, 'MaxItemsPerBatch');
  const bytes = await bound(frame, batcher, 'MaxInputBytesPerBatch');
  const batchInput = await sharedInput(frame, batcher);
  const fits = (items: readonly Json[]) => items.length <= most && jsonBytes([...items]) <= bytes;
  return groups(
    children.map((child) => child.input),
    fits,
  ).map((items): ChildDraft => ({
    path: [...frame.path, frame.name],
    input: { ...(batchInput === undefined ? {} : { BatchInput: batchInput }), Items: items },
    map: {},
  }));
}

function groups(items: readonly Json[], fits: (items: readonly Json[]) => boolean): Json[][] {
  const made: Json[][] = [];
  for (const item of items) {
    const last = made.at(-1);
    if (last && fits([...last, item])) last.push(item);
    else made.push([item]);
  }
  return made;
}

async function bound(frame: Frame<MapState>, batcher: JsonObject, field: string): Promise<number> {
  const path = batcher[`${field}Path`];
  const literal = batcher[field];
  if (literal === undefined && path === undefined) return Number.POSITIVE_INFINITY;
  const value =
    typeof path === 'string'
      ? applyPath(path, selectedInput(frame), frame.scope)
      : await fillIfQuery(literal!, `ItemBatcher/${field}`, frame);
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new RuntimeFault(
    `The ${field} field must be a positive integer but was: ${JSON.stringify(value)}`,
  );
}

async function sharedInput(frame: Frame<MapState>, batcher: JsonObject): Promise<Json | undefined> {
  if (batcher.BatchInput === undefined) return undefined;
  return frame.language === 'JSONata'
    ? fillQueries(batcher.BatchInput, 'ItemBatcher/BatchInput', frame.scope)
    : fillTemplate(batcher.BatchInput, withInput(frame.scope, selectedInput(frame)));
}

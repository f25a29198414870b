import { RuntimeFault } from '../language/failure.ts';
import type { Json } from '../language/json.ts';
import { applyPath } from '../language/paths.ts';
import type { MapState } from '../language/types.ts';
import type { Frame } from './frame.ts';
import { fillIfQuery, selectedInput } from './shape.ts';

type Limit = 'MaxConcurrency' | 'ToleratedFailureCount' | 'ToleratedFailurePercentage';

/** How many items may run at once; 0 means any number. */
export async function maxConcurrency(frame: Frame<MapState>): Promise<number> {
  return (await limit(frame, 'MaxConcurrency', 'integer')) ?? 0;
}

/** How many items may fail. */
export async function toleratedFailureCount(frame: Frame<MapState>): Promise<number | undefined> {
  const count = await limit(frame, 'ToleratedFailureCount', 'integer');
  if (count !== undefined && count < 0)
    throw new RuntimeFault('ToleratedFailureCount cannot be negative.');
  return count;
}

/** Which part of the items may fail, in percent. */
export async function toleratedFailurePercentage(
  frame: Frame<MapState>,
): Promise<number | undefined> {
  const percentage = await limit(frame, 'ToleratedFailurePercentage', 'float');
  if (percentage !== undefined && (percentage < 0 || percentage > 100)) {
    throw new RuntimeFault('ToleratedFailurePercentage must be between 0 and 100.');
  }
  return percentage;
}

async function limit(
  frame: Frame<MapState>,
  field: Limit,
  type: 'integer' | 'float',
): Promise<number | undefined> {
  const { state, scope } = frame;
  const literal = state[field];
  if (literal !== undefined) return Number(await fillIfQuery(literal, field, frame));
  const path = state[`${field}Path`];
  if (path === undefined) return undefined;
  const value = applyPath(path, selectedInput(frame), scope);
  return asNumber(value, type) ?? refuse(field, value, type, path);
}

function asNumber(value: Json, type: 'integer' | 'float'): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined;
  return type === 'float' || Number.isInteger(number) ? number : undefined;
}

function refuse(field: Limit, value: Json, type: string, path: string): never {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw new RuntimeFault(
    `The ${field}Path field refers to value "${shown}" which is not a valid ${type}: ${path}`,
  );
}

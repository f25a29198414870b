import type { World } from '../../../../kernel/index.ts';
import { RuntimeFault } from '../failure.ts';
import type { Json } from '../json.ts';

/** An intrinsic function: values in, value out. */
export type Intrinsic = (values: readonly Json[], world: World) => Json;

/** A call that an intrinsic refuses. */
export function refuse(name: string, why: string): RuntimeFault {
  return new RuntimeFault(`Invalid arguments in States.${name}: ${why}`, 'States.IntrinsicFailure');
}

/** An argument that must be an array. */
export function arrayAt(name: string, values: readonly Json[], index: number): Json[] {
  const value = values[index];
  if (!Array.isArray(value)) throw refuse(name, `argument ${index + 1} must be an array`);
  return value;
}

/** An argument that must be a number. */
export function numberAt(name: string, values: readonly Json[], index: number): number {
  const value = values[index];
  if (typeof value !== 'number') throw refuse(name, `argument ${index + 1} must be a number`);
  return value;
}

/** An argument that must be a number, rounded as Java rounds: halves go up. */
export function integerAt(name: string, values: readonly Json[], index: number): number {
  return Math.floor(numberAt(name, values, index) + 0.5);
}

/** An argument that must be a string. */
export function stringAt(name: string, values: readonly Json[], index: number): string {
  const value = values[index];
  if (typeof value !== 'string') throw refuse(name, `argument ${index + 1} must be a string`);
  return value;
}

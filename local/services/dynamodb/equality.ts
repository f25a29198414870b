import { dynaliteDb } from './dynalite.ts';
import type { AttributeValue } from './dynalite.ts';

/** The type of an attribute value, such as `S`. */
export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0]!;
}

/** True where two values are equal: sets in any order, lists and maps through and through. */
export function sameValue(left: AttributeValue, right: AttributeValue): boolean {
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  const [one, other] = [left[type], right[type]];
  if (type === 'N') return numberText(one) === numberText(other);
  if (type === 'L') return sameList(one as List, other as List);
  if (type === 'M') return sameMap(one as Map, other as Map);
  return type.endsWith('S') && Array.isArray(one)
    ? sameSet(type, one, other as List)
    : one === other;
}

type List = readonly AttributeValue[];
type Map = Readonly<Record<string, AttributeValue>>;

function sameList(one: List, other: List): boolean {
  return one.length === other.length && one.every((value, at) => sameValue(value, other[at]!));
}

function sameMap(one: Map, other: Map): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && sameValue(one[name]!, other[name]!));
}

function sameSet(type: string, one: readonly unknown[], other: readonly unknown[]): boolean {
  const texts = (values: readonly unknown[]) =>
    new Set(values.map((value) => (type === 'NS' ? numberText(value) : String(value))));
  const [left, right] = [texts(one), texts(other)];
  return left.size === right.size && [...left].every((text) => right.has(text));
}

/** A text that is the same for the same number, however it is written. */
function numberText(value: unknown): string {
  return dynaliteDb().toRangeStr(value, 'N');
}

import { AwsError } from '../../../errors.ts';
import { comparisonOf } from './comparisons.ts';

/** Decides whether a value of the event (undefined: it is not there) is accepted. */
export type ValueTest = (value: unknown) => boolean;

/** Decides whether an event matches. */
export type EventTest = (event: Readonly<Record<string, unknown>>) => boolean;

/** Compiles a pattern. Throws InvalidEventPatternException as EventBridge does. */
export function compilePattern(text: string): EventTest {
  const pattern = parse(text);
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern))
    throw refused('Filter is not an object');
  return compileObject(pattern as Record<string, unknown>);
}

/** AWS's error for patterns it does not take. */
export function refused(reason: string): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason}`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AwsError(
      'InvalidEventPatternException',
      'Event pattern is not valid. Reason: Filter is not valid JSON',
      { cause },
    );
  }
}

function compileObject(pattern: Readonly<Record<string, unknown>>): EventTest {
  if (Object.keys(pattern).length === 0) throw refused('Empty objects are not allowed');
  const tests = Object.entries(pattern).map(([name, value]) => compileMember(name, value));
  return (event) => tests.every((test) => test(event));
}

function compileMember(name: string, pattern: unknown): EventTest {
  if (name === '$or' && Array.isArray(pattern)) return compileOr(pattern);
  if (Array.isArray(pattern)) {
    const test = compileValues(name, pattern);
    return (event) => test(event[name]);
  }
  if (typeof pattern === 'object' && pattern !== null) {
    const test = compileObject(pattern as Record<string, unknown>);
    return (event) => someObject(event[name], test);
  }
  throw refused(`"${name}" must be an object or an array`);
}

/**
 * A nested pattern holds for an object, or for one element of a list of objects: all its members
 * for the same element.
 */
function someObject(value: unknown, test: EventTest): boolean {
  if (Array.isArray(value))
    return value.length === 0 ? test({}) : value.some((element) => someObject(element, test));
  if (typeof value === 'object' && value !== null) return test(value as Record<string, unknown>);
  return test({});
}

function compileOr(alternatives: readonly unknown[]): EventTest {
  if (alternatives.length < 2)
    throw refused('There must have at least 2 Objects in $or relationship.');
  const tests = alternatives.map((alternative) =>
    compileObject(alternative as Record<string, unknown>),
  );
  return (event) => tests.some((test) => test(event));
}

function compileValues(name: string, accepted: readonly unknown[]): ValueTest {
  if (accepted.length === 0) throw refused('Empty arrays are not allowed');
  const tests = accepted.map((value) => compileValue(name, value));
  return (value) => tests.some((test) => test(value));
}

function compileValue(name: string, accepted: unknown): ValueTest {
  if (Array.isArray(accepted)) throw refused(`"${name}" must not be nested arrays`);
  if (typeof accepted === 'object' && accepted !== null)
    return comparisonOf(accepted as Record<string, unknown>);
  return (value) => anyElement(value, (element) => element === accepted);
}

/** A list in the event matches where one of its elements does. */
export function anyElement(value: unknown, test: (element: unknown) => boolean): boolean {
  return Array.isArray(value) ? value.some(test) : value !== undefined && test(value);
}

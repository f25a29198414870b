/**
 * Compares an answer with a recording, leniently: members that only one side has are passed over,
 * but an object that shares none with a recorded one that has some is a difference.
 */
import { bytesOfLiteral, textOfBytes } from './python-bytes.ts';
import { adopt, fitsText, fork, isPattern, isToken } from './recording.ts';
import type { Recording } from './recording.ts';
import { isMembers, parsed, short } from './values.ts';
import type { Members } from './values.ts';

const METADATA = 'ResponseMetadata';

/** Where a value stands. */
interface Place {
  readonly path: string;
  /** Member whose value it is, or whose list it stands in. */
  readonly name: string;
}

const ROOT: Place = { path: '$', name: '' };

/** The first difference in words; undefined when the value fits the recording. */
export function difference(
  expected: unknown,
  actual: unknown,
  recording: Recording,
  place = ROOT,
): string | undefined {
  if (typeof expected === 'string')
    return fits(expected, actual, recording, place) ? undefined : told(expected, actual, place);
  const came =
    typeof expected === 'object' && expected !== null && typeof actual === 'string'
      ? (parsed(actual)?.value ?? actual)
      : actual;
  if (Array.isArray(expected)) return ofLists(expected, came, recording, place);
  if (isMembers(expected)) return ofMembers(expected, came, recording, place);
  return expected === came || (expected === null && came === undefined)
    ? undefined
    : told(expected, came, place);
}

function told(expected: unknown, actual: unknown, { path }: Place): string {
  return `${path}: want ${short(expected)} got ${short(actual)}`;
}

function fits(expected: string, actual: unknown, recording: Recording, place: Place): boolean {
  if (standsForAny(expected, actual, recording, place.name))
    return actual !== null && actual !== undefined;
  if (typeof actual === 'string') return fitsString(expected, actual, recording, place);
  if (isToken(expected)) return fitsText(expected, short(actual, 1e6), recording);
  return typeof actual === 'number' && expected === String(actual);
}

function standsForAny(
  expected: string,
  actual: unknown,
  { words }: Recording,
  name: string,
): boolean {
  if (words.has(expected)) return true;
  return name !== '' && expected !== actual && [name, hyphenated(name)].includes(expected);
}

/** `HostId`: `host-id`, the word that stands for an unstable value of that member. */
function hyphenated(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-+|-+$/g, '');
}

function fitsString(expected: string, actual: string, recording: Recording, place: Place): boolean {
  if (expected === actual) return true;
  const bytes = bytesOfLiteral(expected);
  if (bytes) return textOfBytes(bytes) === actual;
  if (/^[{["]/.test(expected) && expected[0] === actual[0]) {
    const [left, right] = [parsed(expected), parsed(actual)];
    if (left && right && typeof left.value === 'object')
      return difference(left.value, right.value, recording, place) === undefined;
    if (left && right && left.value === right.value) return true;
  }
  return isPattern(expected, recording) && fitsText(expected, actual, recording);
}

function ofMembers(
  expected: Members,
  actual: unknown,
  recording: Recording,
  { path }: Place,
): string | undefined {
  if (!isMembers(actual)) return `${path}: want an object got ${short(actual)}`;
  if (path.endsWith(`.${METADATA}`)) return ofMetadata(expected, actual, path);
  const left = new Map(Object.entries(actual).filter(([name]) => !(name in expected)));
  const names = Object.keys(expected).sort();
  let shared = 0;
  for (const name of names) {
    const place = { path: `${path}.${name}`, name };
    const problem =
      name in actual ? difference(expected[name], actual[name], recording, place) : undefined;
    if (problem) return problem;
    const found = name in actual || takeFitting([name, expected[name]], left, recording, place);
    if (found && name !== METADATA) shared += 1;
  }
  const recorded = names.filter((name) => name !== METADATA);
  return shared === 0 && recorded.length > 0
    ? `${path}: none of the recorded members ${recorded.join(', ')}`
    : undefined;
}

/** Looks for the member that a recorded one with a token in its name stands for. */
function takeFitting(
  [name, value]: readonly [string, unknown],
  left: Map<string, unknown>,
  recording: Recording,
  place: Place,
): boolean {
  if (!isPattern(name, recording)) return false;
  for (const [other, came] of left) {
    const trial = fork(recording);
    if (!fitsText(name, other, trial) || difference(value, came, trial, place)) continue;
    adopt(recording, trial);
    return left.delete(other);
  }
  return false;
}

function ofMetadata(expected: Members, actual: Members, path: string): string | undefined {
  const [want, got] = [expected.HTTPStatusCode, actual.HTTPStatusCode];
  return want === got ? undefined : `${path}: want status ${short(want)} got ${short(got)}`;
}

function ofLists(
  expected: readonly unknown[],
  actual: unknown,
  recording: Recording,
  place: Place,
): string | undefined {
  if (!Array.isArray(actual)) return `${place.path}: want a list got ${short(actual)}`;
  if (expected.length !== actual.length)
    return `${place.path}: want ${expected.length} elements got ${actual.length}`;
  const trial = fork(recording);
  let first: string | undefined;
  for (let at = 0; at < expected.length && first === undefined; at += 1)
    first = difference(expected[at], actual[at], trial, {
      ...place,
      path: `${place.path}[${at}]`,
    });
  const fitting = first === undefined ? trial : inAnyOrder(expected, actual, recording, place);
  if (!fitting) return first;
  adopt(recording, fitting);
  return undefined;
}

/** The same elements in another order are the same answer: the bindings with which they are. */
function inAnyOrder(
  expected: readonly unknown[],
  actual: readonly unknown[],
  recording: Recording,
  place: Place,
): Recording | undefined {
  if (expected.length > 300) return undefined;
  const unused = [...actual];
  let known = fork(recording);
  for (const item of expected) {
    let trial = known;
    const index = unused.findIndex((other) => {
      trial = fork(known);
      return difference(item, other, trial, place) === undefined;
    });
    if (index < 0) return undefined;
    known = trial;
    unused.splice(index, 1);
  }
  return known;
}

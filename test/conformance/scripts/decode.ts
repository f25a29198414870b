/** Parameters and values of a script, with references filled in and other types restored. */
import { aZip } from '../../local/services/lambda/support.ts';
import { CannotReplay, Lacking } from './outcomes.ts';
import { fill, resolve } from './references.ts';
import type { Answers } from './references.ts';
import { isMembers } from './values.ts';
import type { Members } from './values.ts';

const RESTORED: Readonly<Record<string, (value: unknown, answers: Answers) => unknown>> = {
  $bytes: (value, answers) => Buffer.from(String(fill(String(value), answers))),
  $b64: (value) => Buffer.from(String(value), 'base64'),
  $bytes_len: (value) => Buffer.alloc(Number(value), 'a'),
  $datetime: (value) =>
    new Date(/[Z+]|-\d\d:\d\d$/.test(String(value)) ? String(value) : `${String(value)}Z`),
  $decimal: Number,
  $zip: (value) => aZip(value as Record<string, string>, 0o755),
  $obj: cannot,
  $exception: cannot,
};

function cannot(): never {
  throw new CannotReplay('an object of the program that recorded it');
}

/** A parameter as it is sent. */
export function decode(value: unknown, answers: Answers): unknown {
  if (typeof value === 'string') return fill(value, answers);
  if (Array.isArray(value)) return value.map((item) => decode(item, answers));
  if (!isMembers(value)) return value;
  const wrapped = Object.keys(RESTORED).find((name) => name in value);
  if (wrapped) return RESTORED[wrapped]!(value[wrapped], answers);
  return decodeMembers(value, (_, item) => decode(item, answers), answers);
}

function decodeMembers(
  value: Members,
  inner: (name: string, item: unknown) => unknown,
  answers: Answers,
): Members {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [String(fill(name, answers)), inner(name, item)]),
  );
}

const FIRST = /^\{\{(.+)\[0\]\}\}$/;

/**
 * A value to compare. A loop over an answer was written down with its first turn only, so a list of
 * such first elements stands for all of them.
 */
export function decodeMatch(value: unknown, expected: unknown, answers: Answers): unknown {
  if (isMembers(value) && isMembers(expected) && !Object.keys(value).some((k) => k[0] === '$'))
    return decodeMembers(
      value,
      (name, item) => decodeMatch(item, expected[name], answers),
      answers,
    );
  const turns = Array.isArray(expected) ? turnsOf(value, answers) : undefined;
  if (!turns) return decode(value, answers);
  const firsts = turns.filter((turn) => turn.length > 0).map(([first]) => first);
  return firsts.length === (expected as unknown[]).length ? firsts : turns.flat();
}

function turnsOf(value: unknown, answers: Answers): readonly unknown[][] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const paths = value.map((item) => (typeof item === 'string' ? FIRST.exec(item)?.[1] : undefined));
  if (!paths.every((path) => path !== undefined)) return undefined;
  const turns = paths.map((path) => turnOf(path, answers));
  return turns.every((turn) => Array.isArray(turn)) ? (turns as unknown[][]) : undefined;
}

function turnOf(path: string, answers: Answers): unknown {
  try {
    return resolve(path, answers);
  } catch (error) {
    if (error instanceof Lacking) return [];
    throw error;
  }
}

/** What the words of a recording stand for. */
import { RECORDED_WORDS } from '../recorded-words.ts';
import { escaped, wholly } from './values.ts';

const TOKEN = '<(?:<[\\w .\\-/]+>|[A-Za-z][\\w .\\-/]*)(?::\\d+)?>';
const BOUND = /^<.*(:\d+|_\d+idx)>$/;
const INSTANT =
  '(?:\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?|\\d{10,13}(?:\\.\\d+)?)';
const INSTANT_WORD = /\b(?:datetime|timestamp|date)\b/g;

/** The tokens that have a value so far in one script, and the words that stand for any value. */
export interface Recording {
  readonly words: ReadonlySet<string>;
  /** Finds tokens, and words that stand for part of a text. */
  readonly token: RegExp;
  readonly bound: Map<string, string>;
}

/** A recording without bindings; `whole` and `inner` are the words of its own. */
export function recordingWith(
  whole: readonly string[] = [],
  inner: readonly string[] = [],
): Recording {
  const parts = [...new Set(inner)]
    .filter((word) => !wholly(TOKEN).test(word))
    .sort((a, b) => b.length - a.length)
    .map((word) => `\\b${escaped(word)}\\b`);
  return {
    words: new Set([...RECORDED_WORDS, ...whole]),
    token: new RegExp([TOKEN, ...parts].join('|'), 'g'),
    bound: new Map(),
  };
}

/** The same recording, whose bindings go their own way. */
export function fork(recording: Recording): Recording {
  return { ...recording, bound: new Map(recording.bound) };
}

/** Takes over the bindings of a fork that fitted. */
export function adopt(recording: Recording, other: Recording): void {
  for (const [name, value] of other.bound) recording.bound.set(name, value);
}

/** Whether a text stands as a whole for some value. */
export function isToken(text: string): boolean {
  return wholly(TOKEN).test(text);
}

/** Whether parts of a text stand for others. */
export function isPattern(text: string, { token }: Recording): boolean {
  return text.search(token) >= 0 || text.search(INSTANT_WORD) >= 0;
}

/** Whether a text fits a recorded one; binds its tokens if it does. */
export function fitsText(expected: string, actual: string, recording: Recording): boolean {
  const names: string[] = [];
  let at = 0;
  let pattern = '';
  for (const found of expected.matchAll(recording.token)) {
    pattern += escaped(expected.slice(at, found.index)) + partFor(found[0], names, recording);
    at = found.index + found[0].length;
  }
  pattern += escaped(expected.slice(at));
  const moments = pattern.replace(INSTANT_WORD, (word) => `(?:${word}|${INSTANT})`);
  const fit = wholly(pattern).exec(actual) ?? wholly(moments).exec(actual);
  names.forEach((name, index) => fit && recording.bound.set(name, fit[index + 1] ?? ''));
  return fit !== null;
}

function partFor(name: string, names: string[], { bound }: Recording): string {
  if (!BOUND.test(name)) return '(?:.*?)';
  const known = bound.get(name);
  if (known !== undefined) return escaped(known);
  if (names.includes(name)) return `\\${names.indexOf(name) + 1}(?:)`;
  names.push(name);
  return '(.+?)';
}

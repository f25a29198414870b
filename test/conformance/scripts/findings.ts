/** What one replay has seen so far. */
import { difference } from './compare.ts';
import { fork, recordingWith } from './recording.ts';
import type { Recording } from './recording.ts';
import { wordsOf } from './script.ts';
import type { Script } from './script.ts';
import { isMembers, short } from './values.ts';
import type { Members } from './values.ts';

/** How the programs wrote the class of an exception that they caught. */
const CLASS_OF_EXCEPTION = "<class 'FakeClientError'>";

/** Answers of one replay, and the first thing about them that differs from the recording. */
export class Findings {
  readonly answers = new Map<number, unknown>();
  readonly expected: Members;
  readonly recording: Recording;
  readonly compared = new Set<string>();
  assertions = 0;
  first?: string;
  refusal?: string;
  errorCode?: string;
  service = '';

  constructor(script: Script) {
    const { whole, inner } = wordsOf(script);
    this.recording = recordingWith(whole, inner);
    this.expected = script.expected ?? {};
  }

  /** Compares a value with what was recorded under a name. */
  match(name: string, value: unknown): void {
    const problem = this.differenceOf(name, value, this.recording);
    this.compared.add(name);
    if (problem) this.first ??= `${name} ${problem}`;
  }

  /** Compares a value with what was recorded, without noting anything. */
  tryMatch(name: string, value: unknown): boolean {
    return this.differenceOf(name, value, fork(this.recording)) === undefined;
  }

  /** Holds a value to what a program asserted of it. */
  assertion(reference: string, want: unknown, got: unknown): void {
    this.assertions += 1;
    if (difference(want, got, fork(this.recording)) !== undefined)
      this.first ??= `assertion ${reference}: want ${short(want)} got ${short(got)}`;
  }

  private differenceOf(name: string, value: unknown, recording: Recording): string | undefined {
    const expected = this.expected[name];
    return difference(expected, this.withClass(value, expected), recording);
  }

  /** An exception's class counts as the recorded one when the last error's code is its name. */
  private withClass(value: unknown, expected: unknown): unknown {
    if (!isMembers(value) || !isMembers(expected)) return value;
    const entries = Object.entries(value).map(([name, item]) => {
      if (item !== CLASS_OF_EXCEPTION) return [name, item];
      const recorded = String(expected[name]);
      const fits = [`.${this.errorCode}'>`, "ClientError'>"].some((end) => recorded.endsWith(end));
      return [name, fits ? recorded : `<class '${this.errorCode}'>`];
    });
    return Object.fromEntries(entries) as Members;
  }
}

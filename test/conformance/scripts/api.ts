/** What a replay asks of the cloud. */
import type { Step } from './script.ts';
import type { Members } from './values.ts';

/** An answer as the SDK for Python gives it, since the recordings were made with that. */
export interface Reply {
  readonly answer: unknown;
  /** Text of the refusal; undefined where there was none. */
  readonly refusal?: string;
}

/** A plain request. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Signs it for this service. */
  readonly signFor?: string;
}

/** A cloud that answers calls and plain requests. */
export interface Api {
  send(step: Step, params: Members): Promise<Reply>;
  fetch(request: PlainRequest): Promise<Members>;
  /** A role that every service may assume and that may do everything. */
  role(): Promise<string>;
  pause(seconds: number): Promise<void>;
  today(): Date;
  /** Seconds since some moment. */
  now(): number;
}

/** What a case of AWS's documentation is. */

/** Where AWS says so. */
export interface Source {
  /** Address of the page. */
  readonly page: string;
  /** The gist of the sentence. */
  readonly says: string;
}

/** What a played function does when it is called: answers, or fails. */
export type Answer = { readonly output: unknown } | { readonly error: string };

/** What happens to the execution after its start. */
export type Step =
  | { readonly pass: number }
  | {
      /** An action of Step Functions. */
      readonly call: string;
      readonly input: object;
      /** Members that the answer has. @default - it is not looked at */
      readonly answer?: object;
      /** Name of the error that it is refused with. @default - it is accepted */
      readonly refused?: string;
    };

/** How the execution stands in the end. What is left out is not looked at. */
export interface Expected {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** Seconds of virtual time that it took. */
  readonly seconds?: number;
  /** It took less than so many seconds, and more than none. */
  readonly below?: number;
  /** Types of all events of the history. */
  readonly events?: readonly string[];
  /** Types of events, and how often the history has them. */
  readonly count?: Readonly<Record<string, number>>;
  /** How often a function was called. */
  readonly calls?: Readonly<Record<string, number>>;
  /** Seconds after the start at which a function was called. */
  readonly callsAt?: Readonly<Record<string, readonly number[]>>;
  /** Inputs that a function was called with. */
  readonly inputs?: Readonly<Record<string, readonly unknown[]>>;
  /** Inputs of the items in the files that a ResultWriter wrote, by status. */
  readonly written?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A case. Texts may name what is known only when it runs: `{{nested}}`, `{{execution}}`, `{{mapRun}}`,
 * `{{item}}`,
 * `{{child}}` (the execution that it started) and `{{token.0}}`, the token that a function was given.
 */
export interface DocumentedCase {
  readonly title: string;
  readonly source: Source;
  readonly machine: object;
  /** @default - {} */
  readonly input?: unknown;
  /** Answers of functions, one after the other; the last one stays. */
  readonly functions?: Readonly<Record<string, readonly Answer[]>>;
  /** Objects of the bucket `data`. */
  readonly objects?: Readonly<Record<string, string | Uint8Array>>;
  /** Definition of the machine that the case starts. */
  readonly nested?: object;
  /** @default - a day passes */
  readonly steps?: readonly Step[];
  readonly expect: Expected;
}

import type { Json, JsonObject } from '../language/json.ts';
import type { MachinePath } from '../language/definition.ts';
import type { Scope, Variables } from '../language/scope.ts';
import type { ItemSource, QueryLanguage, State } from '../language/types.ts';
import type { EndedRun } from './result-writer.ts';

/** An event that is to be written into the history. */
export interface EventDraft {
  readonly type: string;
  /** Details as the API shows them. @default - the event has none */
  readonly details?: JsonObject;
}

/** A state at work: what its function may see. */
export interface Frame<S extends State = State> {
  readonly name: string;
  readonly state: S;
  readonly language: QueryLanguage;
  /** Where the machine that the state belongs to lies in the definition. */
  readonly path: MachinePath;
  readonly scope: Scope;
  /** Reads from AWS services in the name of the state machine's role. */
  readonly read: (service: string, action: string, input: JsonObject) => Promise<unknown>;
  /** The map run of a distributed Map that writes its results, when it resumes. */
  readonly endedRun?: EndedRun;
}

/** The state is left: to the next one, or out of the machine. */
export interface Leave {
  readonly kind: 'leave';
  readonly output: Json;
  readonly assigned?: Variables;
  /** @default - the machine ends here */
  readonly next?: string;
  /** True when a ResultWriter has written what the state has made. */
  readonly hasWritten?: boolean;
}

/** Nothing happens until a moment; then the state resumes. */
export interface Sleep {
  readonly kind: 'sleep';
  readonly until: number;
}

/** Work for a service. */
export interface StartTask {
  readonly kind: 'task';
  readonly resource: string;
  readonly parameters: Json;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  /** Role of the task's Credentials. @default - the state machine's role */
  readonly roleArn?: string;
}

/** A machine to run inside the state. */
export interface ChildDraft {
  readonly path: MachinePath;
  readonly input: Json;
  /** `Map` of the context object. @default - none: a branch of a Parallel state */
  readonly map?: JsonObject;
}

/** What a distributed Map adds. */
export interface MapRunDraft {
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly label: string;
  /** True if every execution has several items. */
  readonly isBatched: boolean;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
  readonly writer?: ItemSource;
  readonly writerParameters?: JsonObject;
}

/** Machines run inside the state; then it resumes with their outputs. */
export interface Fork {
  readonly kind: 'fork';
  readonly children: readonly ChildDraft[];
  /** 0: as many as there are. */
  readonly maxConcurrency: number;
  readonly events: readonly EventDraft[];
  readonly mapRun?: MapRunDraft;
}

/** The state fails by its own wish: neither retried nor caught. */
export interface Abort {
  readonly kind: 'abort';
  readonly error?: string;
  readonly cause?: string;
}

/** What comes of a step of a state. */
export type Outcome = Leave | Sleep | StartTask | Fork | Abort;

/** How one type of state works. */
export interface StateKind<S extends State = State> {
  /** The state was entered, or is tried again. */
  readonly enter: (frame: Frame<S>) => Outcome | Promise<Outcome>;
  /** What the state waited for is there. @default - the state never waits */
  readonly resume?: (frame: Frame<S>, result: Json) => Outcome | Promise<Outcome>;
}

/** A fault that comes after events which belong into the history all the same. */
export class FaultAfter extends Error {
  constructor(
    public readonly events: readonly EventDraft[],
    public readonly fault: unknown,
  ) {
    super('fault after events');
    this.name = 'FaultAfter';
  }
}

import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import type { Execution } from '../engine/execution.ts';
import type { OpenTask } from '../engine/thread.ts';
import type { Json } from '../language/json.ts';

/** A task that a service is to do. */
export interface TaskRequest {
  readonly cloud: Cloud;
  readonly execution: Execution;
  readonly task: OpenTask;
  readonly parameters: Json;
  /** The session of the role that the task runs in. Throws where it cannot be assumed. */
  readonly principal: () => RolePrincipal;
}

/** What a service answers: the result, or that the end comes later. */
export type TaskAnswer =
  | { readonly kind: 'done'; readonly output: Json }
  | { readonly kind: 'submitted'; readonly output: Json; readonly jobKey?: string }
  | { readonly kind: 'waiting' };

/** A service that tasks can call. Failures are thrown as StateFailure, in AWS's words. */
export interface Integration {
  readonly perform: (request: TaskRequest) => Promise<TaskAnswer>;
  /** The output of a job that has ended; undefined while it runs. @default - there are no jobs */
  readonly collect?: (request: TaskRequest) => Promise<Json | undefined>;
  /** Stops a job nobody waits for. @default - nothing to stop */
  readonly stop?: (request: TaskRequest) => Promise<void>;
}

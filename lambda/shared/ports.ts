/**
 * Ports of the functions that are not the domain's business: what we need of AWS services, in our
 * words.
 */

/** Executions of state machines. */
export interface Executions {
  /** Starts an execution; the same name and input again is the same execution and no error. */
  start(stateMachineArn: string, name: string, input: string): Promise<void>;
  /** Stops everything that runs. Answers how many were stopped. */
  stopAll(stateMachineArn: string, cause: string): Promise<number>;
  /** Answers a task that waits for a token; false when nobody waits any more. */
  succeed(taskToken: string, output: unknown): Promise<boolean>;
  fail(taskToken: string, error: string, cause: string): Promise<boolean>;
}

/** An endpoint as SageMaker sees it. */
export interface EndpointState {
  readonly status: string;
  readonly configName: string | undefined;
  readonly failureReason: string | undefined;
  /** Is a deployment still going on beside it? */
  readonly pending: boolean;
}

/** What an endpoint is to be made of. */
export interface EndpointPlan {
  readonly endpointName: string;
  readonly configName: string;
  readonly modelName: string;
  readonly serving:
    | { readonly mode: 'serverless'; readonly memoryMb: number; readonly maxConcurrency: number }
    | { readonly mode: 'instances'; readonly instanceType: string; readonly count: number };
}

/** Endpoints, their configs and models. */
export interface Endpoints {
  /** Makes config and endpoint; what is there already is left as it is. */
  create(plan: EndpointPlan): Promise<void>;
  /** Null when there is no such endpoint. */
  describe(endpointName: string): Promise<EndpointState | null>;
  /** Removes what is named and there. */
  remove(names: {
    readonly endpointName?: string | null;
    readonly configName?: string | null;
    readonly modelName?: string | null;
  }): Promise<void>;
  /** Names of all endpoints, configs and models that begin with a prefix. */
  find(prefix: string): Promise<{
    readonly endpoints: readonly string[];
    readonly configs: readonly string[];
    readonly models: readonly string[];
  }>;
}

/** Asks an endpoint. */
export interface Inference {
  /** Sends lines of CSV and answers the container's text. */
  ask(endpointName: string, csv: string): Promise<string>;
}

/** A queue. */
export interface Queue {
  send(body: string): Promise<void>;
}

/** A topic that people read. */
export interface Topic {
  publish(subject: string, message: string): Promise<void>;
}

/** Where an expression failed, for the history event EvaluationFailed. */
export interface EvaluationFault {
  readonly location?: string;
  readonly state: string;
}

/** What a failure is, as it is kept and handed from state to state. */
export interface FailureRecord {
  /** Error name. Absent where a Fail state names none. */
  readonly error?: string;
  readonly cause?: string;
  /**
   * True when heartbeats stopped: the error is States.Timeout, and States.HeartbeatTimeout matches
   * it too.
   */
  readonly heartbeat?: boolean;
  /** True when it is what a task answered that was too long: States.ALL stands for that. */
  readonly ofTask?: boolean;
  /** Present for failed JSONata expressions. */
  readonly evaluation?: EvaluationFault;
}

/** The failure of a state: an error name that Retry and Catch match, and a cause for people. */
export class StateFailure extends Error {
  constructor(public readonly record: FailureRecord) {
    super(record.cause ?? record.error ?? '');
    this.name = record.error ?? 'StateFailure';
  }
}

/** A fault of the data or of the definition; neither Retry nor Catch on States.ALL sees it. */
export class RuntimeFault extends Error {
  constructor(
    message: string,
    public readonly error = 'States.Runtime',
  ) {
    super(message);
    this.name = error;
  }
}

/** A JSONata expression that could not be evaluated, or gave what its field does not take. */
export class QueryFault extends Error {
  constructor(
    message: string,
    public readonly location?: string,
  ) {
    super(message);
    this.name = 'States.QueryEvaluationError';
  }
}

/**
 * The failure that AWS reports for whatever a state threw; anything else is thrown on. Its cause
 * says where it happened if the state was entered by an event of an execution.
 */
export function failureOf(
  error: unknown,
  state: string,
  enteredEventId: number | undefined,
): FailureRecord {
  if (error instanceof StateFailure) return error.record;
  const where =
    enteredEventId === undefined
      ? ''
      : `An error occurred while executing the state '${state}' (entered at the event id #${enteredEventId}). `;
  if (error instanceof QueryFault) {
    return {
      error: error.name,
      cause: where + error.message,
      evaluation: { state, ...(error.location ? { location: error.location } : {}) },
    };
  }
  if (error instanceof RuntimeFault) return { error: error.error, cause: where + error.message };
  throw error;
}

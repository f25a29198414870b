import type { Json, JsonObject } from './json.ts';

/** The two languages in which fields are written. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A state machine, or the machine inside a Map or Parallel state. */
export interface MachineDefinition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly QueryLanguage?: QueryLanguage;
  readonly TimeoutSeconds?: number;
  readonly Comment?: string;
  readonly Version?: string;
}

/** The machine inside a Map state. */
export interface ItemProcessor extends MachineDefinition {
  readonly ProcessorConfig?: {
    readonly Mode?: 'INLINE' | 'DISTRIBUTED';
    readonly ExecutionType?: 'STANDARD' | 'EXPRESS';
  };
}

/** What every state may have. */
export interface CommonState {
  readonly QueryLanguage?: QueryLanguage;
  readonly Next?: string;
  readonly End?: boolean;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** Fields of states whose result is shaped before it is passed on. */
export interface ResultState extends CommonState {
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

/** One rule of Retry. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

/** One rule of Catch. */
export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

/** Passes its input, or a fixed result. */
export interface PassState extends ResultState {
  readonly Type: 'Pass';
  readonly Result?: Json;
}

/** Does work elsewhere. */
export interface TaskState extends ResultState {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly TimeoutSeconds?: number | string;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number | string;
  readonly HeartbeatSecondsPath?: string;
  readonly Credentials?: JsonObject;
}

/** Lets time pass. */
export interface WaitState extends CommonState {
  readonly Type: 'Wait';
  readonly Seconds?: number | string;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

/** A rule of a Choice state: a comparison, a combination, or a JSONata condition. */
export interface ChoiceRule {
  readonly Next?: string;
  readonly Condition?: string | boolean;
  readonly Variable?: string;
  readonly And?: readonly ChoiceRule[];
  readonly Or?: readonly ChoiceRule[];
  readonly Not?: ChoiceRule;
  readonly Assign?: JsonObject;
  readonly Output?: Json;
  readonly [operator: string]: unknown;
}

/** Chooses the next state. */
export interface ChoiceState extends CommonState {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

/** Ends successfully. */
export interface SucceedState extends CommonState {
  readonly Type: 'Succeed';
}

/** Ends with an error. */
export interface FailState extends CommonState {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

/** Runs machines side by side. */
export interface ParallelState extends ResultState {
  readonly Type: 'Parallel';
  readonly Branches: readonly MachineDefinition[];
}

/** Where a distributed Map reads from or writes to. */
export interface ItemSource {
  readonly Resource: string;
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly ReaderConfig?: JsonObject;
  readonly WriterConfig?: JsonObject;
}

/** Runs a machine for every item. */
export interface MapState extends ResultState {
  readonly Type: 'Map';
  readonly Items?: Json;
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  readonly ItemBatcher?: JsonObject;
  readonly ItemReader?: ItemSource;
  readonly ResultWriter?: ItemSource;
  readonly ItemProcessor?: ItemProcessor;
  readonly Iterator?: ItemProcessor;
  readonly MaxConcurrency?: number | string;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: number | string;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number | string;
  readonly ToleratedFailurePercentagePath?: string;
  readonly Label?: string;
}

/** Any state. */
export type State =
  | PassState
  | TaskState
  | WaitState
  | ChoiceState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

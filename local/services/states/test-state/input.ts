import type { FieldValidationMode } from './mock-schema.ts';

/** What a mock stands for. */
export interface Mock {
  /** JSON text of what the state's work answers. */
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  /** @default - STRICT */
  readonly fieldValidationMode?: FieldValidationMode;
}

/** Input of TestState. */
export interface TestStateInput {
  readonly definition: string;
  readonly stateName?: string;
  readonly roleArn?: string;
  readonly input?: string;
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  readonly variables?: string;
  /** JSON text of the context object. @default - one that looks like that of an execution */
  readonly context?: string;
  readonly mock?: Mock;
  readonly stateConfiguration?: {
    readonly retrierRetryCount?: number;
    readonly errorCausedByState?: string;
    readonly mapIterationFailureCount?: number;
    readonly mapItemReaderData?: string;
  };
}

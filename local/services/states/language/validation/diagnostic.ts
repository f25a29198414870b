/** What is wrong with a definition, in the form of ValidateStateMachineDefinition. */
export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** Path in the definition. @default - the definition as a whole */
  readonly location?: string;
}

/** Collects what is wrong while a definition is walked through. */
export interface Findings {
  add(code: string, message: string, location: string): void;
}

/** The code of most findings. */
export const SCHEMA = 'SCHEMA_VALIDATION_FAILED';

/** The text in which CreateStateMachine tells a finding. */
export function findingText({ code, message, location }: Diagnostic): string {
  return `${code}: ${message}${location === undefined ? '' : ` at ${location}`}`;
}

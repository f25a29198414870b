/** Every error that the functions throw besides the domain's: its code and what it means. */
export const lambdaErrors = {
  InvalidInput: 'a function was called with something that its contract does not allow',
  InvalidOutput: 'a function was about to answer something that its contract does not allow',
  InvalidEnvironment: 'an environment variable of a function is missing or wrong',
  EventsNotTaken: 'the bus did not take all events',
  ObjectMissing: 'an object that has to be there is not',
  CallbackFailed: 'the response URL of a custom resource did not take the answer',
} as const satisfies Readonly<Record<string, string>>;
export type LambdaErrorCode = keyof typeof lambdaErrors;

/** An error of a function: a code to act upon and a message that says what to do. */
export class LambdaError extends Error {
  constructor(
    public readonly code: LambdaErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'LambdaError';
  }
}

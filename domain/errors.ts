/** Every error that the domain throws: its code and what it means. Declared here, once. */
export const domainErrors = {
  InvalidDefinition: 'a model definition is wrong; the message lists each path, its value and what to write',
  NothingToPropose: 'no definition can be proposed for a file; the message says what to give',
  NoSubject: 'nobody is named whose rows are to be erased, or no column says whose they are',
  NotUtf8: 'bytes are no UTF-8 text',
  QuoteNotClosed: 'a quoted field of a CSV file is not closed at the end of the file',
  TextAfterQuote: 'text follows the closing quote of a CSV field',
  FieldTooLong: 'a field of a CSV file is longer than any honest value',
  TooManyColumns: 'a row of a CSV file has more fields than any honest file',
  TooLarge: 'a file is larger than its contract allows',
  NotDivisible: 'a file is larger than one function reads, and cannot be read in pieces',
  OtherFormat: 'a file is of a format that is not read',
  BrokenParquet: 'a Parquet file is cut off, or says of itself what cannot be true',
  GroupTooLarge: 'a row group of a Parquet file is more than is held in memory at once',
  NestedValue: 'a column of a Parquet file has lists or structures where the contract wants plain values',
  ProfileMismatch: 'profiles of different columns, or of different bins, were to be merged',
  EncoderMismatch: 'an encoder and the row or definition it is used with do not belong together',
  LengthMismatch: 'labels and predictions are not of the same number',
  NotAPrediction: 'what a container answered cannot be read as predictions',
  TransitionRefused: 'a registry entity may not go from its state to the one asked for',
  ConditionFailed: 'somebody else changed the registry in between',
  NoFreeSlot: 'both slots of a model are taken',
  UnknownModel: 'no definition of that name is in the registry',
  UnknownRun: 'no run of that id is in the registry',
  UnknownVersion: 'no version of that number is in the registry',
  NothingDeployed: 'no version of the model serves',
  CorruptRecord: 'an item or object of ours cannot be read back',
} as const satisfies Readonly<Record<string, string>>;
export type DomainErrorCode = keyof typeof domainErrors;

/** An error of ours: a code to act upon and a message that says what to do. */
export class DomainError extends Error {
  constructor(
    public readonly code: DomainErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'DomainError';
  }
}

/** True for an error of ours with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly DomainErrorCode[]): error is DomainError {
  return error instanceof DomainError && codes.includes(error.code);
}

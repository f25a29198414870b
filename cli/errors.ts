/** What a person did wrong or can mend, by code. */
export type CliCode =
  /** An option or argument is missing, unknown or wrong. */
  | 'Usage'
  /** No platform is deployed where the command looked. */
  | 'NoPlatform'
  /** There is no such model, version or run. */
  | 'NotFound'
  /** The other side refused; its reason is in the message. */
  | 'Refused'
  /** A file cannot be read. */
  | 'NoFile'
  /** A program that the command needs failed. */
  | 'ProgramFailed'
  /** Another program listens on the port. */
  | 'PortTaken'
  /** Another local cloud has the folder. */
  | 'FolderTaken'
  /** The folder was written by another version of the local cloud. */
  | 'OtherFormat'
  /** It takes longer than the command waits. */
  | 'TooSlow'
  /** Ctrl-C came before the work was done. */
  | 'Interrupted';

/** An error for the eyes of the person at the terminal: what is wrong, and what to type next. */
export class CliError extends Error {
  constructor(
    public readonly code: CliCode,
    message: string,
    /** What to type next. */
    public readonly next?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = code;
  }
}

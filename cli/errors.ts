/** What a person did wrong or can mend: each code and what it means. */
export const cliErrors = {
  Usage: 'an option or argument is missing, unknown or wrong',
  NoPlatform: 'no platform is deployed where the command looked',
  NotFound: 'there is no such model, version or run',
  Refused: 'the other side refused; its reason is in the message',
  NoFile: 'a file cannot be read',
  FileThere: 'a file would be overwritten',
  Unsuitable: 'data do not fit what was asked of them',
  ProgramFailed: 'a program that the command needs failed',
  PortTaken: 'another program listens on the port',
  FolderTaken: 'another local cloud has the folder',
  OtherFormat: 'the folder was written by another version of the local cloud',
  TooSlow: 'it takes longer than the command waits',
  Interrupted: 'Ctrl-C came before the work was done',
} as const satisfies Readonly<Record<string, string>>;
/** Code of an error. */
export type CliCode = keyof typeof cliErrors;

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
